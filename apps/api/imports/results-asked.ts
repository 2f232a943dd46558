import { languages, problem, textFor, textPattern, type Node } from '#platform';
import { ruleSetOf, type Facts } from '#evaluation';
import { subjectNames, type Called, type ResultsAsked, type ResultsTexts } from '#intake';
import type { RuleSet } from '#rules';
import { openingOf } from '../queries/campaign-asked.js';

type Rules = NonNullable<Facts['ruleSet']>;
export type CampaignRules = { readonly campaign: string; readonly evaluatedYear: number; readonly rules: Rules; readonly asked: ResultsAsked };

/** A campaign with what its rules make of a table of results. @throws Problem where there is no such campaign */
export async function resultsAskedOf(node: Node, campaign: string): Promise<CampaignRules> {
  const opened = await openingOf(node, campaign);
  if (opened === undefined) throw problem('not-found', { thing: 'campaign', id: campaign });
  const { ruleSet: rules } = (await node.commands.facts({ ruleSet: ruleSetOf(opened.ruleSet) })) as Facts;
  if (rules === undefined) throw problem('not-found', { thing: 'campaign', id: campaign });
  return { campaign, evaluatedYear: opened.evaluatedYear, rules, asked: askedBy(rules) };
}

function askedBy(rules: Rules): ResultsAsked {
  const called = (key: string): Called => ({ key, names: [...new Set([...languages.map((language) => nameOf(rules, language, key)), ...(subjectNames[key] ?? []), key])] });
  const criteria = new Map([rules.standard, ...(rules.standards ?? []).map(({ standard }) => standard)].flatMap(({ items }) => items.flatMap((item) => item.criteria.map(({ id, points, uncapped }) => [id, uncapped === true ? 100 : points] as const))));
  return { subjects: rules.ballot.subjects.map(called), grades: rules.ballot.grades.map(called), endorsed: rules.endorsement.subject, criteria: [...criteria].map(([id, most]) => ({ id, most })) };
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
