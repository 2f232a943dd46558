export { calendarOf, stateCalendar, type HolidayData, type StateCalendar } from './state-calendar.js';
