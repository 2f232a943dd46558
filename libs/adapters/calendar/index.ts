export { NoticeFault, readNotice, type HolidayNotice } from './notice-file.js';
export { calendarWith } from './with-notices.js';
export { calendarOf, stateCalendar, type HolidayData, type StateCalendar } from './state-calendar.js';
