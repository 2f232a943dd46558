import { federationDecider, unionDecider } from '#register';
import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { evaluation } from '#evaluation';
import type { Actor, AnyDecider, Command, Outcome } from '#kernel';
import { ruleSetDigest, type Node } from '#platform';
import { ruleSetKey, rulesDecider } from '#rules';
import { ratePerSecond } from '../in-flight.js';

const officer: Actor = { kind: 'person', office: 'officer', bodyId: 'federation-district', assurance: 'unverified' };
/** What opens evaluations when a campaign calls unions up. */
const policy: Actor = { kind: 'process', office: 'callUp', bodyId: 'log-main', assurance: 'unverified' };
const chairOf = (union: string): Actor => ({ kind: 'person', office: 'chair', bodyId: `union-${union}`, assurance: 'unverified' });
const ruleSet = readRuleSet(shippedRuleSet('default'));
const digest = ruleSetDigest(ruleSet);

let numbered = 0;
const command = (type: string, data: unknown, by: Actor = officer, at = '2025-02-10T02:00:00.000Z'): Command => ({ type, data, by, at, commandId: `bench-${++numbered}` });

/** Sends a command and insists that it is recorded. */
export async function record(node: Node, decider: AnyDecider, id: string, wish: Command): Promise<Extract<Outcome, { kind: 'recorded' }>> {
  const outcome = await node.commands.handle(decider, id, wish);
  if (outcome.kind !== 'recorded') throw new Error(`${wish.type} on ${id}: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** A district with its rule set: what every evaluation needs. */
export async function found(node: Node): Promise<void> {
  await record(node, federationDecider, 'district', command('RegisterFederation', { name: '区总工会', line: 'territorial', superiors: [], level: 'district' }));
  await record(node, rulesDecider, ruleSetKey(ruleSet), command('PublishRuleSet', { ruleSet, digest }));
}

export const unionNumber = (index: number): string => `u${index}`;
export const evaluationOf = (index: number): string => `${unionNumber(index)}.2025.1`;

/** Registers unions and opens an evaluation for each: two events a union. */
export async function openEvaluations(node: Node, from: number, count: number): Promise<void> {
  await ratePerSecond(count, 64, async (offset) => {
    const union = unionNumber(from + offset);
    await record(node, unionDecider, union, command('RegisterUnion', { name: `第${from + offset}工会`, class: 'publicInstitution', superior: 'district' }));
    await record(node, evaluation, evaluationOf(from + offset), command('OpenEvaluation', openingOf(union), policy));
  });
}

const openingOf = (union: string) => ({
  campaign: 'district_2025',
  union,
  evaluatedYear: 2025,
  run: 1,
  ruleSet: { id: ruleSet.id, version: ruleSet.version, digest },
  superiors: ['district'],
});

/** What a union records in its year, in order: the commands that are measured. The first finds its stream in no cache. */
const year: readonly { readonly type: string; readonly at: string; readonly data: object }[] = [
  { type: 'FormLeadingGroup', at: '2025-03-03T02:00:00.000Z', data: { formedOn: '2025-03-02', members: ['chair', 'vice_chair', 'committee_1'] } },
  { type: 'SubmitPlan', at: '2025-03-12T02:00:00.000Z', data: { adoptedOn: '2025-03-10', title: '2025年建家计划', text: '一、指导思想；二、工作目标；三、主要措施；四、时间安排。', publicity: ['宣传栏', '内部网'] } },
  { type: 'ReportProgress', at: '2025-07-11T02:00:00.000Z', data: { reportedOn: '2025-07-10', report: '各项工作按计划推进，会员意见已逐条回复。' } },
  { type: 'ReportProgress', at: '2025-09-11T02:00:00.000Z', data: { reportedOn: '2025-09-10', report: '职工书屋、食堂改造完成，会员反映良好。' } },
  { type: 'HoldAssembly', at: '2025-11-21T02:00:00.000Z', data: { heldOn: '2025-11-20', body: 'assembly', entitled: 60, present: 52, presidedBy: 'vice_chair', reports: ['工会工作报告', '建家情况报告'], accepted: true } },
  { type: 'OpenRound', at: '2025-11-21T03:00:00.000Z', data: { round: 1, body: 'assembly', mode: 'paper', runBy: 'union' } },
  { type: 'TallyVote', at: '2025-11-21T08:00:00.000Z', data: ballots() },
  { type: 'PublishResult', at: '2025-11-24T02:00:00.000Z', data: { round: 1, publishedOn: '2025-11-24', place: '公告栏' } },
];

function ballots() {
  const grades = { satisfied: 45, basicallySatisfied: 5, dissatisfied: 1 };
  const counts = { entitled: 60, present: 52, issued: 52, returned: 52, valid: 51, spoilt: 1, subjects: { unionWork: grades, home: grades, chairDuty: grades } };
  return { round: 1, box: 'main', heldOn: '2025-11-20', ...counts, scrutineer: 'scrutineer_1', tellers: ['teller_1', 'teller_2'] };
}

/** How many commands one union's year has. */
export const commandsPerYear = year.length;

/** The n-th command of a union's year as a request: the path's last part, and the body. */
export function requestOfYear(nth: number): { readonly path: string; readonly body: string } {
  const { type, data } = year[nth] ?? { type: '', data: {} };
  return { path: type.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase(), body: JSON.stringify(data) };
}

/** The n-th command of a union's year. */
export function commandOfYear(index: number, nth: number): Command {
  const step = year[nth];
  if (step === undefined) throw new RangeError(`a year has ${year.length} commands`);
  return command(step.type, step.data, chairOf(unionNumber(index)), step.at);
}

/** One lane: a union's year, command after command. Each of the lanes has a stream of its own. */
export async function liveTheYear(node: Node, decider: AnyDecider, index: number): Promise<void> {
  for (let nth = 0; nth < commandsPerYear; nth++) await record(node, decider, evaluationOf(index), commandOfYear(index, nth));
}

const assemblyOfYear = year.findIndex(({ type }) => type === 'HoldAssembly');
export const holdAssembly = (index: number): Command => commandOfYear(index, assemblyOfYear);

/** A progress report: may be repeated as often as one likes, so it makes streams long. */
export const reportProgress = (index: number, times: number): Command =>
  command('ReportProgress', { reportedOn: '2025-07-10', report: `第${times}次进展：各项工作按计划推进，会员意见已逐条回复。` }, chairOf(unionNumber(index)), '2025-07-11T02:00:00.000Z');
