import { aBureau, ruleSet } from '../../apps/api/testing/an-evaluation.js';
import { ServedApi } from '../../apps/api/testing/served.js';
import { callUpAll } from '../../apps/auditor/call-up-command.js';
import { evaluation } from '#evaluation';
import type { Position } from '#kernel';
import { patienceMs } from '#kernel/testing';
import type { Node } from '#platform';

const unions = ['u1', 'u2', 'u3'];
const campaign = 'bureau_2009';

/** Opens evaluations as the policy does. */
async function openAll({ commands }: Node): Promise<void> {
  for (const union of unions) {
    const data = { campaign, union, evaluatedYear: 2009, run: 1, ruleSet: { id: ruleSet.id, version: ruleSet.version } };
    const opened = await commands.handle(evaluation, `${union}.2009.1`, { type: 'OpenEvaluation', data, commandId: `open-${union}`, by: { kind: 'process', office: 'callUp', bodyId: 'log-main', assurance: 'unverified' }, at: '2009-02-16T01:30:00.000Z' });
    expect(opened.kind).toBe('recorded');
  }
}

/** A node whose view of campaigns tells of none that is called up until somebody has waited for it, the first time in vain. */
function late(node: Node, waitedFor: Position[]): Node {
  const reader = node.views.campaigns;
  const campaigns: Node['views']['campaigns'] = {
    state: () => reader.state(),
    reached: async (position, ms) => {
      waitedFor.push(position);
      if (waitedFor.length > 1) return reader.reached(position, ms);
      await openAll(node);
      return false;
    },
    get: async (key) => {
      const row = await reader.get(key);
      return row === undefined || waitedFor.length > 1 ? row : { ...row, calledUp: 0, opened: 0 };
    },
    list: (query) => reader.list(query),
    groups: () => reader.groups(),
    totals: (group, asOf, only) => reader.totals(group, asOf, only),
    totalsOf: (groups) => reader.totalsOf(groups),
    deltas: (group) => reader.deltas(group),
  };
  return { ...node, views: { ...node.views, campaigns } };
}

describe('calling up all that a campaign is for, beside a view of campaigns that is behind', () => {
  it('waits until the view has what was called up, and tells of all', async () => {
    const waitedFor: Position[] = [];
    const api = await ServedApi.start({ changed: (node) => late(node, waitedFor) });
    await aBureau(api);
    await api.post('/v1/campaigns', { id: campaign, ruleSet: { id: ruleSet.id, version: ruleSet.version }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-10' });
    for (const id of unions) expect((await api.post('/v1/unions', { id, name: `工会${id}`, class: 'publicInstitution', superior: 'bureau' })).status).toBe(201);
    expect(await api.node.views.evaluations.reached(await api.node.log.end(), patienceMs)).toBe(true);
    const said: string[] = [];
    expect(await callUpAll([campaign, '--url', api.url, '--lang', 'en'], { out: (line) => void said.push(line), progress: () => undefined, pauseMs: 5 })).toBe(0);
    expect(said).toEqual([expect.stringMatching(/^3 units called up; .* 3 in the campaign, all of them opened\.$/)]);
    // The second time everyone was called up before: the answer's position tells of them all the same.
    expect(await callUpAll([campaign, '--url', api.url, '--lang', 'en'], { out: (line) => void said.push(line), progress: () => undefined, pauseMs: 5 })).toBe(0);
    expect(said[1]).toMatch(/^0 units called up; 3 were so already.* 3 in the campaign/);
    expect(waitedFor.length).toBeGreaterThanOrEqual(3);
    await api.close();
  });
});
