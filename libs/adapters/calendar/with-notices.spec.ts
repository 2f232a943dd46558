import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addWorkingDays, isKnown, isWorkingDay } from '#rules';
import { calendarWith, NoticeFault, readNotice, stateCalendar } from './index.js';

const next = Number(stateCalendar().calendar.knownThrough.slice(0, 4)) + 1;
const days = [`${next - 1}-12-31..${next}-01-02 休 元旦`, `${next}-02-05..${next}-02-11 休 春节`, `${next}-02-13 班 春节调休`, '# 其余从略', `${next}-05-01 off`, `${next}-10-01..${next}-10-07 休 国庆节`];
const notice = (lines: readonly string[] = days) => readNotice(`${next}.txt`, lines.join('\n'));

const folders: string[] = [];
function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pingjia-calendar-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

describe("the state's notice as a file", () => {
  it('names days off and make-up days, one by one or as a run', () => {
    expect(notice().holidays).toEqual(expect.arrayContaining([`${next - 1}-12-31`, `${next}-02-11`, `${next}-05-01`]));
    expect(notice().workdays).toEqual([`${next}-02-13`]);
    expect(readNotice(`${next}.txt`, `\uFEFF${days.join('\r\n')}`)).toEqual(notice());
  });

  it.each([
    ['a word that is none', `${next}-05-01 放假`, /:6: .*休 or 班/],
    ['no day', `${next}-02-30 休`, /:6: ".*-02-30" is not a day/],
    ['another year', `${next + 1}-01-01 休`, /:6: .* is not a day of/],
    ['a run that goes backwards', `${next}-06-10..${next}-06-08 休`, /:6: .*one to 15 days/],
    ['a run that is too long', `${next}-06-01..${next}-07-01 休`, /:6: .*one to 15 days/],
    ['a day twice', `${next}-10-03 班`, /:7: .*twice/],
  ])('is refused by its line for %s', (_, wrong, message) => {
    const lines = wrong.includes('-10-03') ? [...days, wrong] : [...days.slice(0, 5), wrong];
    expect(() => notice(lines)).toThrow(message);
    expect(() => notice(lines)).toThrow(NoticeFault);
  });

  it('is of a whole year, by which the file is named', () => {
    expect(() => notice(days.slice(0, 5))).toThrow(/10-01, National Day/);
    expect(() => notice(days.filter((line) => !line.includes('春节')))).toThrow(/Spring Festival/);
    expect(() => readNotice('holidays.txt', '')).toThrow(/the name is the year/);
  });
});

describe('the calendar with notices', () => {
  it('is known for one more year, and says what it was read from', () => {
    const { calendar, source } = calendarWith(folderWith({ [`${next}.txt`]: days.join('\n') }));
    expect(calendar.knownThrough).toBe(`${next}-12-24`);
    expect(isKnown(calendar, `${next - 1}-12-31`)).toBe(true);
    expect([isWorkingDay(calendar, `${next}-10-01`), isWorkingDay(calendar, `${next}-02-13`)]).toEqual([false, true]);
    expect(addWorkingDays(calendar, `${next}-09-30`, 1).certain).toBe(true);
    expect(source).toMatch(new RegExp(`^chinese-days@.*\\+${next}\\.txt:[0-9a-f]{64}$`));
  });

  it('reads a notice as an editor in a Chinese office saves it, and says so of what is no text', () => {
    // GB18030: 休 is d0dd, 班 is b0e0; the names of the days are left out.
    const bare = days.slice(0, 3).concat(days.slice(4)).map((line) => line.replace(/ (休|班|off).*/, ' $1')).join('\n');
    const gb18030 = Buffer.concat(bare.split(/(休|班)/).map((part) => (part === '休' ? Buffer.from('d0dd', 'hex') : part === '班' ? Buffer.from('b0e0', 'hex') : Buffer.from(part))));
    expect(calendarWith(folderWith({ [`${next}.txt`]: gb18030 })).calendar).toEqual(calendarWith(folderWith({ [`${next}.txt`]: bare })).calendar);
    expect(() => calendarWith(folderWith({ [`${next}.txt`]: Buffer.from([0, 1, 2]) }))).toThrow(`${next}.txt: a text in UTF-8 or GB18030 is expected`);
  });

  it('is the package alone where there is no folder', () => expect(calendarWith(join(tmpdir(), 'pingjia-no-such-folder'))).toEqual(stateCalendar()));

  it('goes by the office\'s file for a year that the package has too', () => {
    const known = next - 1;
    const changed = [`${known}-01-01 休`, `${known}-02-17 休`, `${known}-05-01 休`, `${known}-06-01 休 特别安排`, `${known}-10-01 休`];
    const { calendar } = calendarWith(folderWith({ [`${known}.txt`]: changed.join('\n') }));
    expect(isWorkingDay(calendar, `${known}-06-01`)).toBe(false);
    expect(calendar.knownThrough).toBe(stateCalendar().calendar.knownThrough);
  });

  it('has no gap', () => expect(() => calendarWith(folderWith({ [`${next + 1}.txt`]: days.join('\n').replaceAll(String(next), String(next + 1)).replaceAll(String(next - 1), String(next)) }))).toThrow(new RegExp(`the next year is ${next}`)));
});
