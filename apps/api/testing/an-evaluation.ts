import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { evaluation } from '#evaluation';
import type { Actor, Outcome } from '#kernel';
import { ServedApi } from './served.js';

export const ruleSet = readRuleSet(shippedRuleSet('wuhan'));

/** The process that opens evaluations when a campaign calls unions up; here it is the spec. */
const policy: Actor = { kind: 'process', office: 'callUp', bodyId: 'log-main', assurance: 'unverified' };

/** Registers what an evaluation needs: the federation, its rules. */
export async function aBureau(api: ServedApi): Promise<void> {
  expect((await api.post('/v1/federations', { id: 'bureau', name: '市建设局工会', line: 'industrial', superiors: [] })).status).toBe(201);
  expect((await api.post('/v1/rule-sets', { ruleSet })).status).toBe(201);
}

/** A union below the bureau with an open evaluation; answers with the position of its opening. */
export async function anEvaluation(api: ServedApi, union: string, { name = '建设工程交易中心工会', unionClass = 'publicInstitution', rules = ruleSet.id } = {}): Promise<string> {
  expect((await api.post('/v1/unions', { id: union, name, class: unionClass, superior: 'bureau' })).status).toBe(201);
  const opened: Outcome = await api.node.commands.handle(evaluation, `${union}.2009.1`, {
    type: 'OpenEvaluation',
    data: { campaign: 'bureau_2009', union, evaluatedYear: 2009, run: 1, ruleSet: { id: rules, version: 1 } },
    commandId: `open-${union}`,
    by: policy,
    at: '2009-02-16T01:30:00.000Z',
  });
  if (opened.kind !== 'recorded') throw new Error(`not opened: ${JSON.stringify(opened)}`);
  return String(opened.position);
}

/** The vote of a sitting that went well. */
export const aSheet = {
  round: 1,
  box: 'main',
  heldOn: '2010-03-01',
  entitled: 60,
  present: 52,
  issued: 52,
  returned: 52,
  valid: 51,
  spoilt: 1,
  subjects: Object.fromEntries(ruleSet.ballot.subjects.map((subject) => [subject, { satisfied: 45, basicallySatisfied: 5, dissatisfied: 1 }])),
  scrutineer: 'scrutineer_1',
  tellers: ['teller_1', 'teller_2'],
};
