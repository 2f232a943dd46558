import * as fc from 'fast-check';
import { stateCalendar } from '#adapters/calendar';
import { contentOf } from './digest-content.js';
import { byteLength } from './outgoing.js';
import { formsOf, renderDigest, type Say } from './render-digest.js';
import { aContent } from './testing/a-content.js';
import { aRow, rowOf } from './testing/a-row.js';

/** A template's key and what it was given; the words themselves are tried with the texts. */
const say: Say = (key, details = {}) => `${key}(${Object.entries(details).filter(([, value]) => typeof value !== 'object').map(([name, value]) => `${name}=${String(value)}`).join(' ')})`;
const rendered = (byteLimit: number, content = aContent) => renderDigest(content, { say, byteLimit });
const forms = ['text', 'markdown', 'html'] as const;

describe('a message', () => {
  it('names every line where there is room', () => {
    const { text, markdown, html } = rendered(100_000);
    for (const form of [text, markdown, html]) for (const { name } of aContent.lines) expect(form).toContain(name);
    expect(markdown).toMatch(/^## digest\.title\.urge/);
    expect(markdown).toContain('digest.late(days=<font color="warning">12</font> n=12)');
    expect(text).not.toContain('shown=');
  });

  it('names as many as fit in bytes, then says how many there are', () => {
    const { markdown } = rendered(2_048);
    const shown = aContent.lines.filter(({ name }) => markdown.includes(name)).length;
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(aContent.lines.length);
    expect(markdown).toContain(`digest.listUnits(count=9 shown=${shown})`);
    expect(byteLength(markdown)).toBeLessThanOrEqual(2_048);
  });

  it('lists units that did not hand in, items, and what is due soon apart, each with its number', () => {
    expect(rendered(100_000).markdown.match(/digest\.list\w+\(count=\d+\)/g)).toEqual(['digest.listUnits(count=9)', 'digest.listItems(count=2)', 'digest.listDue(count=6)', 'digest.linkList()'].filter((heading) => heading.includes('count')));
    const own = rendered(100_000, { ...aContent, recipient: { kind: 'chair', name: '××小学工会' } }).text;
    expect(own).toContain('digest.listOverdue(count=9)');
    expect(own).toContain('digest.overdue(count=9 n=9)');
  });

  it('lists apart what its recipient is to do itself, and federations below it: no unit is reproached with that', () => {
    const closing = { step: 'closeEvaluation', state: 'due' } as const;
    const lines = [...aContent.lines.slice(0, 2), { ...closing, name: '甲工会', workingDaysLeft: -3, owedBy: 'recipient' }, { ...closing, name: '乙工会', workingDaysLeft: -1, owedBy: 'below' }, { ...closing, name: '丙工会', workingDaysLeft: 2, owedBy: 'recipient' }] as const;
    const { text, parameters } = rendered(100_000, { ...aContent, lines, overdue: 2, dueSoon: 0, itemsOverdue: 0, ownOverdue: 1, belowOverdue: 1, due: 5 });
    expect(text.match(/digest\.list(Units|Own|Below|Due)\(count=\d\)\n1\. digest\.line\(name=\S+|digest\.(overdueUnits|ownOverdue|belowOverdue)\(count=\d/g)).toEqual([
      'digest.overdueUnits(count=2', 'digest.ownOverdue(count=1', 'digest.belowOverdue(count=1',
      'digest.listUnits(count=2)\n1. digest.line(name=××商贸有限公司工会', 'digest.listOwn(count=1)\n1. digest.line(name=甲工会', 'digest.listBelow(count=1)\n1. digest.line(name=乙工会', 'digest.listDue(count=1)\n1. digest.line(name=丙工会',
    ]);
    expect(text.match(/name=\S+ what=\S+ by=\S+/g)).toEqual(['name=丙工会 what=owed.closeEvaluation() by=digest.by.recipient()']);
    expect(text).toContain('tasks=digest.task.own()list.separator()digest.task.units()list.separator()digest.task.below()');
    expect(parameters['overdue']).toBe('4');
  });

  it('keeps within any limit that holds its heading, in every form, naming the first lines without a gap', () =>
    fc.assert(
      fc.property(fc.integer({ min: 900, max: 6_000 }), fc.integer({ min: 0, max: 17 }), (byteLimit, count) => {
        const content = { ...aContent, lines: aContent.lines.slice(0, count) };
        const all = rendered(byteLimit, content);
        for (const form of forms) {
          expect(byteLength(all[form])).toBeLessThanOrEqual(byteLimit);
          const named = content.lines.map(({ name }) => all[form].includes(name));
          expect(named).toEqual(named.toSorted((a, b) => Number(b) - Number(a)));
        }
      }),
    ));

  it('is written in the forms that a channel reads and in no other', () => {
    expect(formsOf({ form: 'markdown', beside: ['text'] })).toEqual(['markdown', 'text']);
    expect(formsOf({ form: 'parameters' })).toEqual([]);
    const { text, markdown, html } = renderDigest(aContent, { say, byteLimit: 100_000, forms: ['markdown'] });
    expect([text, html]).toEqual(['', '']);
    expect(markdown).toBe(rendered(100_000).markdown);
  });

  it('that cannot even hold its heading is a fault of the channel, not cut off', () => expect(() => rendered(50)).toThrow('holds not even the heading'));

  it('lets no name act as a mark', () => {
    const { markdown, html, text } = rendered(100_000, { ...aContent, lines: [{ name: '<font>[点我](http://x)**\u202E', step: 'submitPlan', workingDaysLeft: -1, state: 'due' }] });
    expect(markdown).toContain('name=font点我(http://x)');
    expect(html).toContain('&lt;font&gt;');
    for (const form of [markdown, html, text]) expect(form).not.toContain('\u202E');
  });
});

describe('what a message says', () => {
  const { calendar } = stateCalendar();
  const asked = { grade: 'urge', nth: 1, inAll: 2, at: '2025-12-22T01:00:00.000Z', calendar, recipient: { kind: 'federation', id: 'street', name: '街道' }, evaluatedYear: 2025 } as const;

  it('counts what is overdue, due soon, and items apart', () => {
    const due = [
      { row: aRow({ state: 'item' }), workingDaysLeft: -2, grade: 'urge' },
      { row: rowOf('a'), workingDaysLeft: -1, grade: 'urge' },
      { row: rowOf('b'), workingDaysLeft: 3, grade: 'remind' },
      { row: rowOf('c'), workingDaysLeft: 4, grade: 'remind' },
    ] as const;
    expect(contentOf({ ...asked, due })).toMatchObject({ overdue: 1, itemsOverdue: 1, dueSoon: 1, submitBy: '2025-12-26', due: 2 });
    expect(contentOf({ ...asked, due }).lines[0]).toEqual({ name: '商圈联合工会', units: 23, step: 'submitSelfInspection', workingDaysLeft: -2, state: 'item' });
  });

  it('counts apart what the recipient owes itself, its own papers among it, and what a federation below is to do for a unit', () => {
    const closing = (unit: string, federation: string) => rowOf(unit, { step: 'closeEvaluation', owner: { kind: 'federation', id: federation } });
    const summary = (id: string) => aRow({ step: 'summary', duty: `${id}.d`, unit: { kind: 'federation', id, name: id }, owner: { kind: 'federation', id } });
    const rows = [rowOf('a'), closing('b', 'street'), summary('street'), closing('c', 'village'), summary('village')];
    const due = rows.map((row) => ({ row, workingDaysLeft: -1, grade: 'urge' as const }));
    const content = contentOf({ ...asked, due, beyond: { overdue: 1, dueSoon: 1, itemsOverdue: 1, ownOverdue: 10 } });
    expect(content).toMatchObject({ overdue: 3, ownOverdue: 12, belowOverdue: 1 });
    expect(content.lines.map(({ owedBy }) => owedBy)).toEqual([undefined, 'recipient', 'recipient', 'below', undefined]);
    expect(contentOf({ ...asked, due: [{ row: closing('b', 'street'), workingDaysLeft: 3, grade: 'remind' }] })).toMatchObject({ dueSoon: 0, ownOverdue: 0, due: 2 });
  });

  it('counts what a notice does not name, as it was at its issue', () => {
    const due = [{ row: rowOf('a'), workingDaysLeft: -1, grade: 'urge' }] as const;
    expect(contentOf({ ...asked, due, inAll: 692, beyond: { overdue: 400, dueSoon: 11, itemsOverdue: 280 } })).toMatchObject({ overdue: 401, dueSoon: 11, itemsOverdue: 280, due: 692 });
  });

  it('says where days were counted past the published calendar, in every form', () => {
    const ending = { ...calendar, knownThrough: '2025-12-24' };
    const due = [{ row: rowOf('a'), workingDaysLeft: -1, grade: 'urge' }] as const;
    expect(contentOf({ ...asked, due })).not.toHaveProperty('calendarEnds');
    // Four working days on is past it.
    const content = contentOf({ ...asked, due, calendar: ending });
    expect(content.calendarEnds).toBe('2025-12-24');
    for (const form of forms) expect(rendered(100_000, content)[form]).toContain('step.calendarEnds(year=2026 after=2025-12-24)');
  });

  it('asks for what is not overdue by its own date', () => expect(contentOf({ ...asked, due: [{ row: rowOf('a', { dueOn: '2025-12-31' }), workingDaysLeft: 7, grade: 'remind' }] }).submitBy).toBe('2025-12-31'));
});
