import { campaignDecider } from '#campaign';
import { federationDecider, personDecider, unionDecider } from '#register';
import { ruleSetKey, rulesDecider } from '#rules';
import { ruleSetDigest } from '#platform';
import { CallUpUnitsBody, OpenCampaignBody, PublishRuleSetBody, RegisterFederationBody, RegisterPersonBody, RegisterUnionBody } from './bodies/register.body.js';
import type { CommandGroup } from './command-controller.js';
import { evaluationGroup } from './evaluation-group.js';

/** Every command over HTTP, by the decider that judges it. */
export const commandGroups: readonly CommandGroup[] = [
  {
    path: 'federations',
    tag: 'register',
    decider: federationDecider,
    routes: [{ command: 'RegisterFederation', body: RegisterFederationBody, creates: true, summary: 'Make a federation known.' }],
  },
  { path: 'unions', tag: 'register', decider: unionDecider, routes: [{ command: 'RegisterUnion', body: RegisterUnionBody, creates: true, summary: 'Make a union known.' }] },
  { path: 'persons', tag: 'register', decider: personDecider, routes: [{ command: 'RegisterPerson', body: RegisterPersonBody, creates: true, summary: 'Make a person known; names stand nowhere else.' }] },
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
        idOf: ({ ruleSet }) => ruleSetKey(ruleSet as { id: string; version: number }),
        prepare: ({ ruleSet }) => ({ ruleSet, digest: ruleSetDigest(ruleSet) }),
      },
    ],
  },
  {
    path: 'campaigns',
    tag: 'campaign',
    decider: campaignDecider,
    routes: [
      { command: 'OpenCampaign', body: OpenCampaignBody, creates: true, summary: "Open a federation's yearly round." },
      { command: 'CallUpUnits', body: CallUpUnitsBody, summary: 'Call up to 500 unions into the round; an evaluation is opened for each.' },
    ],
  },
  evaluationGroup,
];
