import type { CommandHandling } from '#kernel';
import type { Node } from '#platform';
import type { DueRow, RulesOfRows } from '#reminders';
import { reminderRulesOf, ruleSetKey, type RuleSet, type WholeReminderRules } from '#rules';
import { groupOf, rulesBeside, type CampaignRow } from '#views';

type Ruled = Pick<CampaignRow, 'campaign' | 'federation' | 'ruleSet'>;

/** The rules of reminders that a campaign goes by, and those of all of its unions that are held to other rule sets. @throws as {@link rulesOfRows} */
export async function rulesOfCampaign({ commands, views }: Pick<Node, 'commands' | 'views'>, campaign: Ruled): Promise<RulesOfRows> {
  const beside = rulesBeside(await views.evaluations.totals(groupOf(campaign.campaign, campaign.federation)));
  return rulesOfRows(commands, campaign, beside);
}

/** The same for these rows alone. @throws Error when a rule set is not there: an evaluation is opened by one that is */
export async function rulesOfRows(commands: CommandHandling, { ruleSet }: Pick<Ruled, 'ruleSet'>, rows: readonly Pick<DueRow, 'ruleSet'>[]): Promise<RulesOfRows> {
  const own = ruleSetKey(ruleSet);
  const beside = [...new Set(rows.flatMap((row) => row.ruleSet ?? []))].filter((other) => other !== own);
  const rules = await rulesOf(commands, own);
  if (beside.length === 0) return rules;
  return { ...rules, others: new Map(await Promise.all(beside.map(async (other) => [other, await rulesOf(commands, other)] as const))) };
}

async function rulesOf(commands: CommandHandling, ruleSet: string): Promise<WholeReminderRules> {
  const facts = await commands.facts({ ruleSet: { fact: 'ruleSet', of: ruleSet } });
  const found = facts['ruleSet'] as RuleSet | undefined;
  if (found === undefined) throw new Error(`no rule set ${ruleSet}`);
  return reminderRulesOf(found);
}

/** Who decides about notices: a process of ours. */
export const remindersActor = { kind: 'process', office: 'reminders', bodyId: 'log-main', assurance: 'unverified' } as const;
