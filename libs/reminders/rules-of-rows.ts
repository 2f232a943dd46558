import type { WholeReminderRules } from '#rules';
import type { DueRow } from './due-row.port.js';

/** A campaign's rules of reminders, and those of what is held to another rule set than the campaign's, by that set (`street.1`). */
export type RulesOfRows = WholeReminderRules & { readonly others?: ReadonlyMap<string, WholeReminderRules> };

/** The rules by which one thing is told of: each union is reminded by the rule set it is held to. */
export const rulesOfRow = ({ ruleSet }: Pick<DueRow, 'ruleSet'>, rules: RulesOfRows): WholeReminderRules => (ruleSet === undefined ? undefined : rules.others?.get(ruleSet)) ?? rules;

/** The most working days before a due date on which any of them says something. */
export const firstBefore = ({ others, ...rules }: RulesOfRows): number => Math.max(0, ...[rules, ...(others?.values() ?? [])].flatMap(({ before }) => before));
