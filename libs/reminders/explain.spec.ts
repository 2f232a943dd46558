import * as fc from 'fast-check';
import { stateCalendar } from '#adapters/calendar';
import { reminderDefaults } from '#rules';
import { digests } from './digest.js';
import { whatIsDue } from './due.js';
import { explain, type Question } from './explain.js';
import { recipientId, type Contact } from './recipient.js';
import { aRow } from './testing/a-row.js';

const { calendar } = stateCalendar();
const outbox: readonly Contact[] = [{ channel: 'outbox', address: 'street' }];
/** Monday 3 November 2025: the self-inspection of the market is one working day overdue. */
const question: Question = { row: aRow(), owed: true, extended: false, day: '2025-11-03', at: '2025-11-03T09:00:00.000Z', issuer: 'district', rules: reminderDefaults, calendar, contactsOf: ({ kind }) => (kind === 'federation' ? outbox : []), nudged: () => undefined, notices: [] };
const told = (others: Partial<Question> = {}) => Object.fromEntries(explain({ ...question, ...others }).map((one) => [recipientId(one.recipient), one.told ? one.channel : one.because]));
const street = { notice: 'federation.street.district2025.20251103', recipient: 'federation.street', channel: 'outbox', keys: [aRow().key] };

describe('an explanation', () => {
  it('names who was told, by which notice', () => {
    expect(told({ notices: [{ ...street, status: 'delivered' }] })).toEqual({ 'chair.market': 'noContact', 'party.market': 'noContact', 'federation.street': 'outbox', 'federation.district': 'notItsLevel' });
    expect(explain({ ...question, notices: [{ ...street, status: 'delivered' }] })[2]).toMatchObject({ told: true, notice: street.notice, level: 'superior', named: true });
  });

  it('knows that a notice counts more than it refers to', () => {
    const [, , one] = explain({ ...question, notices: [{ ...street, keys: ['other.2025.1/submitPlan'], more: true, status: 'delivered' }] });
    expect(one).toMatchObject({ told: true, notice: street.notice, named: false });
    expect(explain({ ...question, owed: false, notices: [{ ...street, keys: [], more: true, status: 'delivered' }] })[2]).toMatchObject({ told: false, because: 'nothingDue' });
  });

  it.each([
    ['waits', 'issued', 'waiting'],
    ['is being sent', 'sending', 'waiting'],
    ['failed', 'failed', 'failed'],
    ['may have arrived', 'inDoubt', 'inDoubt'],
    ['was taken back', 'withdrawn', 'withdrawn'],
    ['was given up', 'abandoned', 'abandoned'],
  ] as const)('says that a notice %s', (_, status, because) => expect(told({ notices: [{ ...street, status }] })['federation.street']).toBe(because));

  it('says what an issued notice waits for', () => {
    for (const waitsFor of ['quietHours', 'quota'] as const) expect(told({ notices: [{ ...street, status: 'issued', waitsFor }] })['federation.street']).toBe(waitsFor);
  });

  it('says when a notice arrived', () => {
    expect(explain({ ...question, notices: [{ ...street, status: 'delivered', sentAt: '2025-11-03T01:00:02.000Z' }] })[2]).toMatchObject({ told: true, sentAt: '2025-11-03T01:00:02.000Z' });
  });

  it.each([
    ['08:59', 'quietHours'],
    ['09:00', 'notIssued'],
    ['12:00', 'quietHours'],
    ['16:59', 'notIssued'],
    ['17:00', 'notIssued'],
  ])('of one that nobody issued says at %s: %s', (clock, because) => expect(told({ at: new Date(`2025-11-03T${clock}:00+08:00`).toISOString() })['federation.street']).toBe(because));

  it('says why nobody was', () => {
    const why = (others: Partial<Question>) => told(others)['federation.street'];
    expect(why({ owed: false })).toBe('nothingDue');
    expect(why({ day: '2025-09-01' })).toBe('notDueYet');
    expect(why({ row: aRow({ dueOn: '2026-03-31' }), extended: true })).toBe('extended');
    expect(why({ day: '2025-11-02' })).toBe('notWorked');
    expect(why({ contactsOf: () => [] })).toBe('noContact');
    expect(why({ contactsOf: () => [{ channel: 'mail', address: 'a', optedOut: true }] })).toBe('optedOut');
    expect(why({ contactsOf: () => outbox })).toBe('notItsLevel');
    expect(why({ nudged: () => ({ times: 1, snoozedUntil: '2025-11-03' }) })).toBe('snoozed');
    expect(why({ nudged: ({ kind }) => (kind === 'chair' ? { times: 1, promised: { [aRow().key]: '2025-11-07' } } : undefined) })).toBe('promised');
    expect(why({ nudged: ({ kind }) => (kind === 'chair' ? { times: 1, acknowledged: { [aRow().key]: '2025-11-07' } } : undefined) })).toBe('acknowledged');
    expect(why({ rules: { ...reminderDefaults, everyDays: 5 }, nudged: () => ({ times: 1, toldOn: '2025-10-31' }) })).toBe('toldBefore');
    expect(why({})).toBe('notIssued');
  });

  it('gives no other reason than the missing notice exactly where a digest would have been sent', () => {
    const reach = fc.uniqueArray(fc.constantFrom('chair', 'party', 'street', 'district'));
    const days = fc.constantFrom('2025-10-09', '2025-10-10', '2025-10-24', '2025-10-31', '2025-11-01', '2025-11-03', '2025-11-07', '2025-11-14', '2025-12-01');
    const history = fc.constantFrom(undefined, { times: 1, toldOn: '2025-10-10' }, { times: 1, toldOn: '2025-10-30' }, { times: 1, snoozedUntil: '2025-11-05' }, { times: 1, promised: { [aRow().key]: '2025-11-05' } }, { times: 1, acknowledged: { [aRow().key]: '2025-11-10' } });
    fc.assert(
      fc.property(reach, days, fc.integer({ min: 1, max: 6 }), history, (reachable, day, everyDays, before) => {
        const rules = { ...reminderDefaults, everyDays };
        const canReach = ({ kind, id }: { readonly kind: string; readonly id: string }) => reachable.includes((kind === 'federation' ? id : kind) as never);
        const nudged = () => (before?.toldOn !== undefined && before.toldOn >= day ? undefined : before);
        const sent = digests(whatIsDue([aRow()], rules, { today: day, calendar }), { campaign: 'district2025', issuer: 'district', today: day, calendar, rules, canReach, nudged });
        const missing = explain({ ...question, day, rules, nudged, contactsOf: (recipient) => (canReach(recipient) ? outbox : []) }).flatMap((one) => (!one.told && one.because === 'notIssued' ? [recipientId(one.recipient)] : []));
        const expected = day === '2025-11-01' ? [] : sent.map(({ recipient }) => recipientId(recipient));
        expect(missing.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 300 },
    );
  });
});
