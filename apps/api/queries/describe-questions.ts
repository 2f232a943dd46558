import { scorers, type Migration, type LedgerItem, type ScoreItem, type ScoreRow, type ScoreTable, type TitleAnswer } from '#evaluation';
import { languageIn, textFor, textPattern, wordText, type Language, type Wording } from '#platform';
import type { RuleSet, Score } from '#rules';
import type { RuledWording } from './as-of.js';
import { withNote } from './describe.js';

/** A title with all that blocks it, each as code, numbers and sentence. */
export const describeTitle = ({ title, after, mayApply, blocks, toBring }: TitleAnswer, wording: RuledWording) => ({
  title,
  titleText: wordText(wording.language, wording.ruleSet as RuleSet, title),
  after,
  mayApply,
  text: textFor(wording, mayApply ? 'application.may' : 'application.mayNot', { title, n: blocks.length }),
  blocks: blocks.map(({ refused, details }) => ({ code: refused, details, text: textFor(wording, `problem.${refused}`, details) })),
  toBring: toBring.map(({ refused, details }) => ({ code: refused, details, text: textFor(wording, `problem.${refused}`, details) })),
});

/** The ledger's line with the words of its keys, and how late it is as officials say it. @param note behind what was counted past the calendar's data */
export const describeItem = (item: LedgerItem, language: Language, note = '') => ({
  ...item,
  sourceText: textFor(language, `itemSource.${item.source}`),
  ownerText: wordOr(language, item.owner),
  standsText: item.overdue ? withNote(textFor(language, 'ledger.overdue', { n: item.workingDaysLate || undefined }), item.certain ? '' : note) : textFor(language, `word.${item.stands}`),
});

/** The score table with its texts in one language; points as they are written, 90.5 and not 9050. */
export function describeScores({ items, totals }: ScoreTable, language: Language) {
  const inLanguage = ({ zh, en }: { readonly zh: string; readonly en: string }) => (language === 'en' ? en : zh);
  const row = ({ text, basis, ...others }: ScoreRow) => ({ ...others, text: inLanguage(text), basis, basisText: basis.map((way) => textFor(language, `checkedBy.${way}`)) });
  const item = ({ item: id, title, rows, totals: own }: ScoreItem) => ({ item: id, title: inLanguage(title), rows: rows.map(row), totals: pointsOf(own) });
  const told = scorers.flatMap((scorer) => {
    const score = totals[scorer];
    return score === null ? [] : [textFor(language, `scores.${scorer}`, { ...inPoints(score) })];
  });
  return { items: items.map(item), totals: pointsOf(totals), text: told.length === 0 ? textFor(language, 'scores.none') : told.join(language === 'en' ? ' ' : '') };
}

const inPoints = ({ earned, max, of100 }: Score) => ({ earned: earned / 100, maximum: max / 100, of100: of100 / 100 });
const pointsOf = (totals: ScoreTable['totals']) => Object.fromEntries(scorers.map((scorer) => [scorer, totals[scorer] === null ? null : inPoints(totals[scorer])]));

/** The word of a role, or a person's id as it is. */
const wordOr = (language: Language, key: string): string => (textPattern(language, `word.${key}`) === `word.${key}` ? key : textFor(language, `word.${key}`));

/** What a migration means, a sentence each, beside the list of differences. */
export const describeMigration = ({ judgedAnew, ...listed }: Omit<Migration, 'due'>, wording: Wording) => ({
  ...listed,
  judgedAnew: judgedAnew === null ? null : { round: judgedAnew.round, belowThreshold: judgedAnew.outcome.belowThreshold, neverHeld: judgedAnew.neverHeld },
  text: [
    textFor(wording, 'migration.differences', { n: listed.differencesInAll }),
    ...listed.moved.map((moved) => textFor(wording, 'migration.moved', { ...moved, from: moved.from ?? 'none', to: moved.to ?? 'none' })),
    ...(listed.resultStands === null ? [] : [textFor(wording, 'migration.resultStands', { round: listed.resultStands })]),
    ...(judgedAnew === null ? [] : [textFor(wording, 'migration.judgedAnew', { round: judgedAnew.round, ...judgedAnew.neverHeld })]),
    ...(listed.titleLost === null ? [] : [textFor(wording, 'migration.titleLost', { title: listed.titleLost })]),
  ].join(languageIn(wording) === 'en' ? ' ' : ''),
});
