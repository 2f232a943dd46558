import type { TitleAnswer } from '#evaluation';
import type { DeepReadonly } from '#kernel';
import { textFor, wordText, type Language } from '#platform';
import type { RuleSet } from '#rules';

/** A title with all that blocks it, each as code, numbers and sentence. */
export const describeTitle = ({ title, after, mayApply, blocks }: TitleAnswer, ruleSet: DeepReadonly<RuleSet>, language: Language) => ({
  title,
  titleText: wordText(language, ruleSet as RuleSet, title),
  after,
  mayApply,
  text: textFor(language, mayApply ? 'application.may' : 'application.mayNot', { title: wordText(language, ruleSet as RuleSet, title), n: blocks.length }),
  blocks: blocks.map(({ refused, details }) => ({ code: refused, details, text: textFor(language, `problem.${refused}`, details) })),
});
