import { allotmentDecider } from '#evaluation';
import { backFilledYearDecider, backFilledYearId, campaignDecider, dutyDecider } from '#campaign';
import { adoptionDecider, ruleSetKey, rulesDecider } from '#rules';
import { idPart, NotCanonical } from '#kernel';
import { problem, ruleSetDigest, type FieldFault } from '#platform';
import {
  AcceptDutyBody,
  AssignDutiesBody,
  BackFillYearBody,
  CallUpFederationsBody,
  CloseCampaignBody,
  DecideExemptionsBody,
  ExtendDeadlinesBody,
  MigrateUnitsBody,
  FormDutyGroupBody,
  ReleaseUnitsBody,
  ReturnDutyBody,
  SubmitDutyBody,
  SignCircularBody,
  VoidBackFilledYearBody,
} from './bodies/campaign.body.js';
import { AdoptRuleSetBody, CallUpUnitsBody, DrawSampleBody, OpenCampaignBody, PublishRuleSetBody, VoidAdoptionBody } from './bodies/register.body.js';
import { ReleasePlaceBody, TakePlaceBody } from './bodies/title.body.js';
import type { CommandGroup } from './command-controller.js';
import { evaluationGroup } from './evaluation-group.js';
import { noticeGroups } from './notice-groups.js';
import { registerGroups } from './register-groups.js';

/** Every command over HTTP, by the decider that judges it. */
export const commandGroups: readonly CommandGroup[] = [
  ...registerGroups,
  {
    path: 'rule-sets',
    tag: 'rules',
    decider: rulesDecider,
    routes: [
      {
        command: 'PublishRuleSet',
        body: PublishRuleSetBody,
        creates: true,
        summary: 'Publish a version of a rule set; it can never be changed.',
        idOf: ({ ruleSet }) => ruleSetKey(named(ruleSet as Record<string, unknown>)),
        prepare: ({ ruleSet }) => ({ ruleSet, digest: digestOf(ruleSet) }),
      },
    ],
  },
  {
    path: 'adoptions',
    tag: 'rules',
    decider: adoptionDecider,
    routes: [
      {
        command: 'AdoptRuleSet',
        body: AdoptRuleSetBody,
        creates: true,
        idOf: ({ federation, ruleSet }) => `${String(federation)}.${ruleSetKey(ruleSet as { id: string; version: number })}`,
        summary: 'A federation adopts a rule set from above, as it is or tightened by its own.',
      },
      { command: 'VoidAdoption', body: VoidAdoptionBody, summary: 'It was adopted wrongly, by FEDERATION.RULESET.VERSION: it counts no more and stays in the history; the right one is recorded anew. Evaluations that were opened by its stricter set stay so until `migrate-units` moves them.' },
    ],
  },
  {
    path: 'campaigns',
    tag: 'campaign',
    decider: campaignDecider,
    routes: [
      { command: 'OpenCampaign', body: OpenCampaignBody, creates: true, summary: "Open a federation's yearly round." },
      { command: 'CallUpUnits', body: CallUpUnitsBody, summary: 'Call up to 500 unions into the round; an evaluation is opened for each.' },
      { command: 'CallUpFederations', body: CallUpFederationsBody, summary: 'Call up to 500 federations below to their own duties: leading group, plan, check, recommendation, summary.' },
      { command: 'ReleaseUnits', body: ReleaseUnitsBody, summary: 'Units leave the round, each with the reason; their evaluations are withdrawn.' },
      { command: 'MigrateUnits', body: MigrateUnitsBody, summary: 'Up to 500 units move to another rule set: a newer one, or a stricter one that was adopted above them after the call-up. The evaluation of each is migrated.' },
      { command: 'ExtendDeadlines', body: ExtendDeadlinesBody, summary: 'A later due date for one, some or all units.' },
      { command: 'DecideExemptions', body: DecideExemptionsBody, summary: 'The next level approves or declines the exemptions of a list of units.' },
      { command: 'CloseCampaign', body: CloseCampaignBody, summary: 'End the round; what is open is listed.' },
      { command: 'DrawSample', body: DrawSampleBody, summary: 'Draw the unions that are spot-checked, by a seed, so that anybody can draw them again.' },
      { command: 'SignCircular', body: SignCircularBody, summary: 'A person signs the circular naming late units; it rests on the figures of its draft.' },
    ],
  },
  {
    path: 'duties',
    tag: 'campaign',
    decider: dutyDecider,
    routes: [
      { command: 'AssignDuties', body: AssignDutiesBody, creates: true, idOf: ({ federation, campaign }) => `${String(federation)}.${String(campaign)}`, summary: 'What calling a federation up causes by itself; again it does nothing.' },
      { command: 'FormDutyGroup', body: FormDutyGroupBody, summary: "The federation's own leading group." },
      { command: 'SubmitDuty', body: SubmitDutyBody, summary: 'Hand in a plan, check, recommendation or summary.' },
      { command: 'ReturnDuty', body: ReturnDutyBody, summary: 'A federation above sends it back with a reason.' },
      { command: 'AcceptDuty', body: AcceptDutyBody, summary: 'A federation above accepts it.' },
    ],
  },
  {
    path: 'back-filled-years',
    tag: 'campaign',
    decider: backFilledYearDecider,
    routes: [
      { command: 'BackFillYear', body: BackFillYearBody, creates: true, idOf: ({ federation, evaluatedYear }) => backFilledYearId(String(federation), Number(evaluatedYear)), summary: "A past year's results of a federation as totals, unverified: what the board compares with where no campaign of that year is in the log." },
      { command: 'VoidBackFilledYear', body: VoidBackFilledYearBody, summary: 'They were wrong, by FEDERATION.YEAR: they count no more and stay in the history; the right ones are back-filled anew.' },
    ],
  },
  evaluationGroup,
  {
    path: 'allotments',
    tag: 'evaluation',
    decider: allotmentDecider,
    routes: [
      { command: 'TakePlace', body: TakePlaceBody, summary: "Step 5a: a place of a federation's quota, by FEDERATION.YEAR.TITLE (in small letters), before it recommends within it." },
      { command: 'ReleasePlace', body: ReleasePlaceBody, summary: 'Step 5a: the place is free again; after an application was declined or withdrawn this happens by itself.' },
    ],
  },
  ...noticeGroups,
];

/** A rule set's own name is that of its stream, so it is judged before the rules judge the rest. @throws Problem */
function named({ id, version }: Readonly<Record<string, unknown>>): { readonly id: string; readonly version: number } {
  const faults: FieldFault[] = [];
  if (typeof id !== 'string' || !idPart.test(id)) faults.push({ field: '/ruleSet/id', rule: 'idPart' });
  const [least, most] = [1, 999];
  if (!Number.isInteger(version) || (version as number) < least || (version as number) > most) faults.push({ field: '/ruleSet/version', rule: 'whole', details: { least, most } });
  if (faults.length > 0) throw problem('body-invalid', {}, faults);
  return { id: id as string, version: version as number };
}

/** @throws NotCanonical with the place in the body */
function digestOf(ruleSet: unknown): string {
  try {
    return ruleSetDigest(ruleSet);
  } catch (error) {
    throw error instanceof NotCanonical ? new NotCanonical(`/ruleSet${error.path}`, error.reason) : error;
  }
}
