import { campaignDecider, dutyDecider } from '#campaign';
import { noticeDecider, type NoticeState } from '#reminders';
import { contactBook } from '#platform';
import { deliver } from './deliver.js';
import { sweep } from './sweep.js';
import { AStreet } from './testing/a-street.js';
import { ViewDueRows } from './view-due-rows.js';
import { waiting } from './waiting.js';

const at = (day: string) => new Date(`${day}T09:00:00+08:00`).toISOString();

/** The leading group was to be formed by Monday 31 March 2025. */
describe("a federation's own duty", () => {
  let street: AStreet;
  beforeAll(async () => {
    street = await AStreet.opened([]);
    await street.give(campaignDecider, 'district2025', 'CallUpFederations', { federations: ['street'] });
    await street.give(dutyDecider, 'street.district2025', 'AssignDuties', { campaign: 'district2025', federation: 'street' });
  });
  afterAll(() => street.close());

  const parts = () => ({ node: street.node, rows: new ViewDueRows(street.node.views), contacts: contactBook({}, async (decider, id) => (await street.node.commands.state(decider, id)).state), channels: street.sink(true) });
  const sweptAt = async (day: string) => {
    await sweep(parts(), at(day));
    await street.caughtUp();
    const { jobs } = await waiting(street.node, { at: at(day), room: 100 });
    return jobs.map(({ noticeId }) => noticeId).filter((id) => id.endsWith(day.replaceAll('-', ''))).toSorted();
  };

  it('is told to the federation before its day and after it, and to the one above as it grows old', async () => {
    expect(await sweptAt('2025-04-01')).toEqual(['federation.street.district2025.20250401']);
    const { issued } = (await street.node.commands.state(noticeDecider, 'federation.street.district2025.20250401')).state as NoticeState;
    expect(issued?.items.map(({ duty, step }) => [duty, step])).toContainEqual(['street.district2025', 'leadingGroup']);
    expect(await sweptAt('2025-04-30')).toEqual(['federation.district.district2025.20250430', 'federation.street.district2025.20250430']);
  });

  it('is looked at again before it is sent: what came meanwhile is withdrawn', async () => {
    expect(await deliver({ ...parts(), now: () => at('2025-04-30'), signal: new AbortController().signal }, 'federation.street.district2025.20250430')).toBe('delivered');
    expect(street.arrived[0]?.markdown).toContain('××街道总工会');
    const by = { kind: 'person', office: 'officer', bodyId: 'federation-street', assurance: 'unverified' } as const;
    await street.give(dutyDecider, 'street.district2025', 'FormDutyGroup', { formedOn: '2025-04-30', members: ['member_1'] }, { at: at('2025-04-30'), by });
    for (const duty of ['plan', 'check', 'recommendation', 'summary']) await street.give(dutyDecider, 'street.district2025', 'SubmitDuty', { duty, title: '材料', receivedOn: '2025-04-30' }, { at: at('2025-04-30'), by });
    expect(await deliver({ ...parts(), now: () => at('2025-04-30'), signal: new AbortController().signal }, 'federation.district.district2025.20250430')).toBe('withdrawn');
  });
});
