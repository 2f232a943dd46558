import * as fc from 'fast-check';
import { stateCalendar } from '#adapters/calendar';
import { reminderDefaults } from '#rules';
import { circularProposal, Digesting, digests, type Digest, type DigestsOf, type Nudged } from './digest.js';
import { whatIsDue } from './due.js';
import type { DueRow } from './due-row.port.js';
import { recipientId, type Recipient } from './recipient.js';
import { aRow, rowOf } from './testing/a-row.js';

const { calendar } = stateCalendar();
type Told = { readonly [recipient: string]: Nudged };
type Sent = Partial<DigestsOf> & { readonly told?: Told };

function digestsOn(today: string, rows: readonly DueRow[], { told = {}, ...others }: Sent = {}): readonly Digest[] {
  const rules = others.rules ?? reminderDefaults;
  return digests(whatIsDue(rows, rules, { today, calendar }), { campaign: 'district2025', issuer: 'district', today, calendar, rules, canReach: ({ kind }) => kind === 'federation', nudged: (recipient: Recipient) => told[recipientId(recipient)], ...others });
}
const shown = (all: readonly Digest[]) => all.map(({ recipient, grade, items }) => [recipientId(recipient), grade, items.map(({ key }) => key.split('.')[0]).join()]);
const everybody = { canReach: () => true };

describe('digests', () => {
  it('are one a recipient, naming every late unit below it', () => {
    const rows = [rowOf('a'), rowOf('b', { dueOn: '2025-10-20' }), rowOf('c', { superiors: ['town', 'district'] })];
    expect(shown(digestsOn('2025-11-03', rows))).toEqual([
      ['federation.district', 'press', 'b'],
      ['federation.street', 'press', 'b,a'],
      ['federation.town', 'urge', 'c'],
    ]);
  });

  it('name the first five hundred, and count the others as the figures of the message do', () => {
    const late = Array.from({ length: 501 }, (_, index) => rowOf(`a${index}`, { dueOn: '2025-10-20' }));
    const [, street] = digestsOn('2025-11-03', [...late, rowOf('b', { dueOn: '2025-10-30', state: 'item' }), rowOf('c', { dueOn: '2025-11-04' })]);
    expect(street).toMatchObject({ due: 503, beyond: { overdue: 1, dueSoon: 1, itemsOverdue: 1 } });
    expect(street?.items).toHaveLength(500);
    expect(digestsOn('2025-11-03', late.slice(0, 500)).map(({ due, beyond }) => [due, beyond])).toEqual([[500, undefined], [500, undefined]]);
  });

  it('count beyond the first what each recipient is to do itself, and what a federation below it is to do', () => {
    const closings = Array.from({ length: 501 }, (_, index) => rowOf(`a${index}`, { step: 'closeEvaluation', dueOn: '2025-10-20', owner: { kind: 'federation', id: 'street' } }));
    const [district, street] = digestsOn('2025-11-03', closings);
    expect([district?.recipient.id, district?.beyond]).toEqual(['district', { overdue: 0, dueSoon: 0, itemsOverdue: 0, ownOverdue: 0, belowOverdue: 1 }]);
    expect([street?.recipient.id, street?.beyond]).toEqual(['street', { overdue: 0, dueSoon: 0, itemsOverdue: 0, ownOverdue: 1, belowOverdue: 0 }]);
  });

  it('go to the chair first where it can be reached', () => {
    expect(shown(digestsOn('2025-10-31', [aRow()], everybody))).toEqual([['chair.market', 'remind', 'market']]);
    expect(shown(digestsOn('2025-11-05', [aRow()], everybody))).toEqual([['chair.market', 'press', 'market'], ['party.market', 'press', 'market']]);
  });

  it('say how often the recipient was told, and for whose totals they count', () => {
    const [digest] = digestsOn('2025-11-03', [aRow()], { told: { 'federation.street': { toldOn: '2025-10-31', times: 4 } } });
    expect(digest).toMatchObject({ nth: 5, federation: 'district', day: '2025-11-03', counted: ['street', 'district'] });
  });

  it('never come twice a day, nor while no moment has passed', () => {
    expect(digestsOn('2025-11-03', [aRow()], { told: { 'federation.street': { toldOn: '2025-11-03', times: 1 } } })).toEqual([]);
    const weekly = { rules: { ...reminderDefaults, everyDays: 5 }, told: { 'federation.street': { toldOn: '2025-10-31', times: 1 } } };
    expect(digestsOn('2025-11-04', [aRow()], weekly)).toEqual([]);
    expect(shown(digestsOn('2025-11-07', [aRow()], weekly))).toEqual([['federation.street', 'press', 'market']]);
  });

  it('wait while the recipient has snoozed, up to and with that day', () => {
    const told = { 'federation.street': { times: 1, toldOn: '2025-10-31', snoozedUntil: '2025-11-06' } };
    expect(digestsOn('2025-11-06', [aRow()], { told })).toEqual([]);
    expect(digestsOn('2025-11-07', [aRow()], { told })).toHaveLength(1);
  });

  it('leave out what was promised until its day is over: for who did and all above it', () => {
    const rows = [rowOf('a', { dueOn: '2025-10-10' }), rowOf('b', { dueOn: '2025-10-10' })];
    const promised = { 'a.2025.1/submitSelfInspection': '2025-11-07' };
    const byStreet = { 'federation.street': { times: 0, promised } };
    expect(shown(digestsOn('2025-11-03', rows, { told: byStreet }))).toEqual([['federation.district', 'press', 'b'], ['federation.street', 'press', 'b']]);
    const byChair = { 'chair.a': { times: 1, promised } };
    expect(shown(digestsOn('2025-11-07', rows, { told: byChair }))).toEqual([['federation.district', 'press', 'b'], ['federation.street', 'press', 'b']]);
    expect(shown(digestsOn('2025-11-10', rows, { told: byChair }))).toContainEqual(['federation.street', 'press', 'a,b']);
  });

  it('propose the circular and never are it', () => {
    const due = whatIsDue([aRow(), rowOf('old', { dueOn: '2025-03-31' })], reminderDefaults, { today: '2025-11-03', calendar });
    expect(circularProposal(due).map(({ row }) => row.unit.id)).toEqual(['old']);
    expect(digestsOn('2025-11-03', [rowOf('old', { dueOn: '2025-03-31' })]).map(({ grade }) => grade)).toEqual(['press', 'press']);
  });

  it('are the same whether what is due comes at once or in parts', () => {
    const owed = fc.array(fc.record({ dueOn: fc.constantFrom('2025-10-10', '2025-10-31', '2025-11-10'), superiors: fc.constantFrom(['street', 'district'], ['town', 'district'], ['district']) }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(owed, fc.integer({ min: 1, max: 12 }), (all, size) => {
        const rows = all.map((others, index) => rowOf(`u${index}`, others));
        const asked = { campaign: 'district2025', issuer: 'district', today: '2025-11-14', calendar, rules: reminderDefaults, canReach: () => true, nudged: () => undefined };
        const due = (part: readonly DueRow[]) => whatIsDue(part, reminderDefaults, { today: '2025-11-14', calendar });
        const digesting = new Digesting(asked);
        for (let from = 0; from < rows.length; from += size) digesting.add(due(rows.slice(from, from + size)));
        const sorted = (ones: readonly Digest[]) => ones.map((one) => ({ ...one, counted: one.counted.toSorted() }));
        expect(sorted(digesting.digests())).toEqual(sorted(digests(due(rows), asked)));
      }),
    );
  });

  it('of very many name the longest overdue, in whatever order they came, and count all', () => {
    const keyOf = (index: number) => `u${String(index).padStart(4, '0')}`;
    // The later half is the longer overdue.
    const rows = Array.from({ length: 2_400 }, (_, index) => rowOf(keyOf(index), { dueOn: index < 1_200 ? '2025-10-31' : '2025-10-10' }));
    const digesting = new Digesting({ campaign: 'district2025', issuer: 'district', today: '2025-11-14', calendar, rules: reminderDefaults, canReach: ({ id }) => id === 'district', nudged: () => undefined });
    for (let from = 0; from < rows.length; from += 200) digesting.add(whatIsDue(rows.slice(from, from + 200), reminderDefaults, { today: '2025-11-14', calendar }));
    const [digest] = digesting.digests();
    expect(digest?.due).toBe(2_400);
    expect(digest?.items.map(({ key }) => key.split('.')[0])).toEqual(Array.from({ length: 500 }, (_, index) => keyOf(1_200 + index)));
  });

  it('name every overdue unit that nobody promised, whoever can be reached, as long as the campaign\'s federation can', () => {
    const some = fc.array(fc.record({ union: fc.constantFrom('a', 'b', 'c', 'd', 'e'), dueOn: fc.constantFrom('2025-10-10', '2025-10-31', '2025-11-10'), superiors: fc.constantFrom(['street', 'district'], ['town', 'district'], ['district']) }), { maxLength: 12 });
    fc.assert(
      fc.property(some, fc.uniqueArray(fc.constantFrom('chair', 'party', 'street', 'town')), (owed, away) => {
        const rows = owed.map(({ union, dueOn, superiors }, index) => rowOf(union, { key: `${index}`, dueOn, superiors }));
        const sent = digestsOn('2025-11-14', rows, { canReach: ({ kind, id }) => !away.includes(kind as never) && !away.includes(id as never) });
        expect(new Set(sent.flatMap(({ items }) => items.map(({ key }) => key)))).toEqual(new Set(rows.map(({ key }) => key)));
        expect(new Set(sent.map(({ recipient }) => recipientId(recipient))).size).toBe(sent.length);
      }),
    );
  });
});
