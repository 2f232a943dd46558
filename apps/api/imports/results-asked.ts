import { languages, problem, textFor, textPattern, type Node } from '#platform';
import { ruleSetOf, type Facts } from '#evaluation';
import { subjectNames, type Called, type ResultsAsked, type ResultsTexts } from '#intake';
import type { RuleSet } from '#rules';
import { openingOf } from '../queries/campaign-asked.js';

type Rules = NonNullable<Facts['ruleSet']>;
export type CampaignRules = { readonly campaign: string; readonly evaluatedYear: number; readonly rules: Rules; readonly asked: ResultsAsked };

/** A version of a rule set that evaluations are pinned to. */
export type Version = { readonly id: string; readonly version: number };

/**
 * A campaign with what its rules make of a table of results, and those that its evaluations are held to beside them: a stricter set
 * that was adopted below, a later version. @throws Problem where there is no such campaign
 */
export async function resultsAskedOf(node: Node, campaign: string, beside: readonly Version[] = []): Promise<CampaignRules> {
  const opened = await openingOf(node, campaign);
  if (opened === undefined) throw problem('not-found', { thing: 'campaign', id: campaign });
  const rulesOf = async (version: Version) => ((await node.commands.facts({ ruleSet: ruleSetOf(version) })) as Facts).ruleSet;
  const rules = await rulesOf(opened.ruleSet);
  if (rules === undefined) throw problem('not-found', { thing: 'campaign', id: campaign });
  const others = await Promise.all(beside.filter(({ id, version }) => id !== opened.ruleSet.id || version !== opened.ruleSet.version).map(rulesOf));
  return { campaign, evaluatedYear: opened.evaluatedYear, rules, asked: askedBy(rules, others.filter((one) => one !== undefined)) };
}

/** Subjects, grades and criteria of all, by every name that one of them has; what is endorsed says the campaign's. */
function askedBy(rules: Rules, others: readonly Rules[]): ResultsAsked {
  const all = [rules, ...others];
  const called = (keysOf: (one: Rules) => readonly string[]): readonly Called[] =>
    [...new Set(all.flatMap(keysOf))].map((key) => ({ key, names: [...new Set([...all.flatMap((one) => languages.map((language) => nameOf(one, language, key))), ...(subjectNames[key] ?? []), key])] }));
  const criteria = new Map<string, number>();
  for (const one of all)
    for (const { items } of [one.standard, ...(one.standards ?? []).map(({ standard }) => standard)])
      for (const { id, points, uncapped } of items.flatMap((item) => item.criteria)) criteria.set(id, Math.max(criteria.get(id) ?? 0, uncapped === true ? 100 : points));
  return { subjects: called(({ ballot }) => ballot.subjects), grades: called(({ ballot }) => ballot.grades), endorsed: rules.endorsement.subject, criteria: [...criteria].map(([id, most]) => ({ id, most })) };
}

/** A subject or grade as the rule set calls it, else as everybody does. */
export function nameOf({ words }: Pick<RuleSet, 'words'> | Rules, language: (typeof languages)[number], key: string): string {
  const own = words !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
  return (language === 'en' ? own?.en : own?.zh) ?? textPattern(language, `word.${key}`).replace(/^word\./, '');
}

/** What is recorded where a row does not say it, in the words of the records. */
export const textsOf = (evaluatedYear: number): ResultsTexts => ({
  planTitle: textFor('zh-CN', 'intakeDefault.planTitle', { year: evaluatedYear }),
  place: textFor('zh-CN', 'intakeDefault.place'),
  source: textFor('zh-CN', 'intakeDefault.source', { year: evaluatedYear }),
});
