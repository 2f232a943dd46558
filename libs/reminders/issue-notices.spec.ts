import { stateCalendar } from '#adapters/calendar';
import { catalogue } from '#kernel';
import { reminderDefaults } from '#rules';
import { digests, type Digest } from './digest.js';
import { onePerUnit, whatIsDue } from './due.js';
import type { Nudged } from './digest.js';
import { answeringFor, noticeOf, stillDue, type Recheck } from './issue-notices.js';
import { NoticeIssued } from './notice-issued.js';
import { recipientId, type Recipient } from './recipient.js';
import { aRow, rowOf } from './testing/a-row.js';

const { calendar } = stateCalendar();
const monday = '2025-11-03';
const due = whatIsDue(Array.from({ length: 1_700 }, (_, index) => rowOf(`u${index}`)), reminderDefaults, { today: monday, calendar });
const [digest] = digests(due, { campaign: 'district2025', issuer: 'district', today: monday, calendar, rules: reminderDefaults, canReach: ({ kind }) => kind === 'federation', nudged: () => undefined }) as [Digest];

describe('a notice of a digest', () => {
  it('holds references, the first 500, and says how many there are', () => {
    const { id, data } = noticeOf(digest, { at: '2025-11-03T01:00:00.000Z', calendar });
    expect(id).toBe('federation.street.district2025.20251103');
    expect([data.items.length, data.due]).toEqual([500, 1_700]);
    expect(data.items.map(({ key }) => key)).toEqual(due.slice(0, 500).map(({ row }) => row.key));
    expect(data.items[0]).toEqual({ key: 'u0.2025.1/submitSelfInspection', evaluation: 'u0.2025.1', step: 'submitSelfInspection', dueOn: '2025-10-31' });
    expect(catalogue(NoticeIssued).misfits(NoticeIssued.of(data))).toEqual([]);
  });

  it('is not sent before the next window', () => expect(noticeOf(digest, { at: '2025-11-03T04:00:00.000Z', calendar }).data.notBefore).toBe('2025-11-03T06:30:00.000Z'));
});

describe('what is still to be said when the time has come', () => {
  const items = ['a', 'b'].map((union) => ({ key: rowOf(union).key, step: 'submitSelfInspection', dueOn: '2025-10-31' }));
  const street = { items, recipient: { kind: 'federation', id: 'street' }, federation: 'district' } as const;
  const saidBy = (who: string, nudged: Nudged) => ({ nudged: (one: Recipient) => (recipientId(one) === who ? nudged : undefined) });
  const recheck = (others: Partial<Recheck> = {}) => {
    const found = stillDue(street, { rows: [rowOf('a'), rowOf('b'), rowOf('c')], rules: reminderDefaults, today: monday, calendar, nudged: () => undefined, campaignClosed: false, ...others });
    return 'due' in found ? found.due.map(({ row }) => row.unit.id) : found.withdraw;
  };

  it('is what it was issued for and is still owed', () => {
    expect(recheck()).toEqual(['a', 'b']);
    expect(recheck({ rows: [rowOf('b'), rowOf('c')] })).toEqual(['b']);
    expect(recheck({ rows: [rowOf('a', { dueOn: '2025-12-31' }), rowOf('b')] })).toEqual(['b']);
  });

  it('is nothing when all was done, promised, snoozed, or the campaign closed', () => {
    const promised = Object.fromEntries(items.map(({ key }) => [key, monday]));
    expect(recheck({ rows: [] })).toBe('nothingDue');
    expect(recheck(saidBy('federation.street', { times: 1, promised }))).toBe('promised');
    expect(recheck(saidBy('federation.street', { times: 1, promised: { [items[0]?.key ?? '']: monday } }))).toEqual(['b']);
    expect(recheck(saidBy('federation.street', { times: 1, snoozedUntil: monday }))).toBe('snoozed');
    expect(recheck(saidBy('federation.street', { times: 1, snoozedUntil: '2025-11-02' }))).toEqual(['a', 'b']);
    expect(recheck({ campaignClosed: true })).toBe('campaignClosed');
  });

  it('leaves out what a level below the recipient has answered, not what one above it or another unit has', () => {
    const [first, second] = items.map(({ key }) => key) as [string, string];
    for (const who of ['chair.a', 'party.a']) expect(recheck(saidBy(who, { times: 1, promised: { [first]: monday } }))).toEqual(['b']);
    expect(recheck(saidBy('chair.a', { times: 1, acknowledged: { [first]: '2025-11-10' } }))).toEqual(['b']);
    expect(recheck(saidBy('chair.a', { times: 1, promised: { [first]: '2025-11-02' } }))).toEqual(['a', 'b']);
    expect(recheck(saidBy('chair.a', { times: 1, snoozedUntil: monday }))).toEqual(['a', 'b']);
    expect(recheck(saidBy('chair.a', { times: 1, promised: { [second]: monday } }))).toEqual(['a', 'b']);
    expect(recheck(saidBy('federation.district', { times: 1, promised: { [first]: monday, [second]: monday } }))).toEqual(['a', 'b']);
    expect(recheck({ nudged: ({ kind, id }) => (kind === 'chair' ? { times: 1, promised: { [rowOf(id).key]: monday } } : undefined) })).toBe('promised');
  });

  it('asks nobody whose answer would not count', () => {
    expect(answeringFor(street, [rowOf('a'), rowOf('b')], reminderDefaults).map(recipientId)).toEqual(['federation.street', 'chair.a', 'party.a', 'chair.b', 'party.b']);
    expect(answeringFor({ ...street, recipient: { kind: 'chair', id: 'a' } }, [rowOf('a')], reminderDefaults).map(recipientId)).toEqual(['chair.a']);
    expect(answeringFor({ ...street, recipient: { kind: 'federation', id: 'elsewhere' } }, [rowOf('a')], reminderDefaults).map(recipientId)).toEqual(['federation.elsewhere']);
  });
});

it('one line stands for whoever must act in one evaluation; items of rectification each for themselves', () => {
  const rows = [aRow({ key: '1', dueOn: '2025-10-10' }), aRow({ key: '2' }), aRow({ key: '3', state: 'item' }), aRow({ key: '4', state: 'item' }), aRow({ key: '5', owner: { kind: 'federation', id: 'street' } }), rowOf('other', { key: '6' })];
  expect(onePerUnit(whatIsDue(rows, reminderDefaults, { today: monday, calendar })).map(({ row }) => row.key)).toEqual(['1', '3', '4', '5', '6']);
});
