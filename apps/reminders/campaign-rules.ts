import type { CommandHandling } from '#kernel';
import { reminderRulesOf, ruleSetKey, type RuleSet, type WholeReminderRules } from '#rules';

/** The rules of reminders that a campaign goes by. @throws Error when its rule set is not there: a campaign is opened by one that is */
export async function rulesOfCampaign(commands: CommandHandling, ruleSet: { readonly id: string; readonly version: number }): Promise<WholeReminderRules> {
  const facts = await commands.facts({ ruleSet: { fact: 'ruleSet', of: ruleSetKey(ruleSet) } });
  const found = facts['ruleSet'] as RuleSet | undefined;
  if (found === undefined) throw new Error(`no rule set ${ruleSetKey(ruleSet)}`);
  return reminderRulesOf(found);
}

/** Who decides about notices: a process of ours. */
export const remindersActor = { kind: 'process', office: 'reminders', bodyId: 'log-main', assurance: 'unverified' } as const;
