import type { Node } from '#platform';
import { ruleSetKey } from '#rules';
import type { RuleSetNow } from './as-of.js';

type Held = { readonly ruleSet: { readonly id: string; readonly version: number } };

/** The rule set of each of these rows: every union is judged by the one it is held to. */
export async function rulesOfRows(node: Pick<Node, 'commands'>, rows: readonly Held[]): Promise<(row: Held) => RuleSetNow> {
  const names = [...new Set(rows.map(({ ruleSet }) => ruleSetKey(ruleSet)))];
  const rules = new Map(await Promise.all(names.map(async (name) => [name, await rulesNamed(node, name)] as const)));
  return ({ ruleSet }) => rules.get(ruleSetKey(ruleSet)) as RuleSetNow;
}

/** A rule set that something is held to, as `default.2`. @throws Error when it is not there: what is held to it could not have been recorded */
export async function rulesNamed({ commands }: Pick<Node, 'commands'>, name: string): Promise<RuleSetNow> {
  const { rules } = (await commands.facts({ rules: { fact: 'ruleSet', of: name } })) as { readonly rules?: RuleSetNow };
  if (rules === undefined) throw new Error(`no rule set ${name}`);
  return rules;
}
