import type { CommandHandling } from '#kernel';
import type { Node } from '#platform';
import type { RulesOfRows } from '#reminders';
import { reminderRulesOf, ruleSetKey, type RuleSet, type WholeReminderRules } from '#rules';
import { groupOf, rulesBeside, type CampaignRow } from '#views';

type Ruled = Pick<CampaignRow, 'campaign' | 'federation' | 'ruleSet'>;

/**
 * The rules of reminders that a campaign goes by, and those of the unions that are held to other rule sets.
 * @throws Error when a rule set is not there: an evaluation is opened by one that is
 */
export async function rulesOfCampaign({ commands, views }: Pick<Node, 'commands' | 'views'>, { campaign, federation, ruleSet }: Ruled): Promise<RulesOfRows> {
  const rules = await rulesOf(commands, ruleSetKey(ruleSet));
  const beside = rulesBeside(await views.evaluations.totals(groupOf(campaign, federation)));
  if (beside.length === 0) return rules;
  const others = await Promise.all(beside.map(async ({ ruleSet: other }) => [other, await rulesOf(commands, other)] as const));
  return { ...rules, others: new Map(others) };
}

async function rulesOf(commands: CommandHandling, ruleSet: string): Promise<WholeReminderRules> {
  const facts = await commands.facts({ ruleSet: { fact: 'ruleSet', of: ruleSet } });
  const found = facts['ruleSet'] as RuleSet | undefined;
  if (found === undefined) throw new Error(`no rule set ${ruleSet}`);
  return reminderRulesOf(found);
}

/** Who decides about notices: a process of ours. */
export const remindersActor = { kind: 'process', office: 'reminders', bodyId: 'log-main', assurance: 'unverified' } as const;
