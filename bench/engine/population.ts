import { federationDecider, unionDecider } from '#register';
import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { evaluation } from '#evaluation';
import type { Actor, AnyDecider, Command, Outcome } from '#kernel';
import { ruleSetDigest, type Node } from '#platform';
import { ruleSetKey, rulesDecider } from '#rules';
import { ratePerSecond } from '../in-flight.js';

const officer: Actor = { kind: 'person', office: 'officer', bodyId: 'federation-district', assurance: 'unverified' };
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
    await record(node, evaluation, evaluationOf(from + offset), command('OpenEvaluation', openingOf(union)));
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

/** The data of the command that is measured: an assembly with its reports, which reads the rule set for its quorum. */
export const assemblyData = {
  heldOn: '2025-11-20',
  body: 'assembly',
  entitled: 60,
  present: 52,
  presidedBy: 'vice_chair',
  place: '三楼会议室',
  reports: ['工会工作报告', '建家情况报告', '主席述职报告'],
  accepted: true,
};
export const holdAssembly = (index: number): Command => command('HoldAssembly', assemblyData, chairOf(unionNumber(index)), '2025-11-21T02:00:00.000Z');

/** A progress report: may be repeated as often as one likes, so it makes streams long. */
export const reportProgress = (index: number, times: number): Command =>
  command('ReportProgress', { reportedOn: '2025-07-10', report: `第${times}次进展：各项工作按计划推进，会员意见已逐条回复。` }, chairOf(unionNumber(index)), '2025-07-11T02:00:00.000Z');
