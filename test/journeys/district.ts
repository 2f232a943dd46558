import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { eventually, get, inParallel, record, type Answer, type Post } from './asking.js';

const ruleSet = readRuleSet(shippedRuleSet('default'));
const evaluatedYear = 2025;

/** The most commands under way at once. */
export const inFlight = 64;
export const unionIds = (count: number, from = 0): readonly string[] => Array.from({ length: count }, (_, index) => `u${from + index}`);
export const evaluationOf = (union: string): string => `${union}.${evaluatedYear}.1`;

export const registerUnion = (id: string): Post => ({
  path: '/v1/unions',
  body: { id, name: `第${id}工会`, class: 'publicInstitution', superior: 'district' },
  key: `register-${id}`,
});

export const callUp = (units: readonly string[]): Post => ({ path: '/v1/campaigns/district_2025/call-up-units', body: { units }, key: `call-up-${units[0]}` });

export const reportProgress = (union: string, key: string): Post => ({
  path: `/v1/evaluations/${evaluationOf(union)}/report-progress`,
  body: { reportedOn: '2025-07-10', report: `各项工作按计划推进（${key}）。` },
  key,
  actor: `office=chair;body=union-${union}`,
});

/** Brings an evaluation a step further, so that rows and totals change. */
export const holdAssembly = (union: string, key: string): Post => ({
  path: `/v1/evaluations/${evaluationOf(union)}/hold-assembly`,
  body: { heldOn: '2025-11-20', body: 'assembly', entitled: 60, present: 52 },
  key,
  actor: `office=chair;body=union-${union}`,
});

/** A district with its rule set, an open campaign and its unions; nobody is called up yet. */
export async function foundDistrict(url: string, unions: readonly string[]): Promise<void> {
  await record(url, { path: '/v1/federations', body: { id: 'district', name: '区总工会', line: 'territorial', superiors: [], level: 'district' }, key: 'district' });
  await record(url, { path: '/v1/rule-sets', body: { ruleSet }, key: 'rules' });
  await record(url, {
    path: '/v1/campaigns',
    body: { id: 'district_2025', ruleSet: { id: ruleSet.id, version: ruleSet.version }, evaluatedYear, federation: 'district', openedOn: '2025-02-10' },
    key: 'campaign',
  });
  await inParallel(unions, inFlight, (union) => record(url, registerUnion(union)));
}

/** Waits until the policy has opened an evaluation for each. */
export async function untilOpened(url: string, unions: readonly string[]): Promise<void> {
  await inParallel(unions, inFlight, (union) => eventually(() => get(url, `/v1/evaluations/${evaluationOf(union)}`), ({ status }) => status === 200));
}

/** A district in which every union is called up. */
export async function districtAtWork(url: string, unions: readonly string[]): Promise<void> {
  await foundDistrict(url, unions);
  await record(url, callUp(unions));
  await untilOpened(url, unions);
}

/** All evaluations as the list shows them, page by page. */
export async function listed(url: string): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (let cursor = ''; ; ) {
    const { status, body } = await get(url, `/v1/evaluations?limit=200${cursor}`);
    if (status !== 200) throw new Error(`the list answered ${status} ${JSON.stringify(body)}`);
    const { evaluations, next } = body as { evaluations: readonly unknown[]; next?: string };
    found.push(...evaluations);
    if (next === undefined) return found;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
}

/** Waits until the server is ready to serve, or not, as hoped. */
export const untilReady = (url: string, hoped = true): Promise<Answer> => eventually(() => get(url, '/health/ready'), ({ status }) => (status === 200) === hoped);
