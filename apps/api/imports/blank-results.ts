import { bodyWords, resultsColumns } from '#intake';
import { textFor, type Language } from '#platform';
import type { Blank } from './blank-workbook.js';
import { headingOf } from './headings.js';
import { nameOf, type CampaignRules } from './results-asked.js';

const notes = ['oneRow', 'exactNumbers', 'dates', 'noFormulas', 'blankLeaves', 'selfInspection', 'dryRun'] as const;

/** A blank list of results under a campaign's rules: its subjects, grades and criteria each have their column. */
export function blankResults({ rules, evaluatedYear, asked }: CampaignRules, language: Language, kind: 'results' | 'backFill'): Blank {
  const bodies = bodyWords.filter(({ key }) => (rules.bodies as readonly string[]).includes(key)).map(({ key, shown }) => (language === 'zh-CN' ? shown : key));
  const fixed = resultsColumns.map((column) => ({ heading: headingOf(language, column), explained: textFor(language, `sheetExplained.${column}`), ...(column === 'body' ? { allowed: bodies } : {}) }));
  const graded = asked.subjects.flatMap((subject) =>
    asked.grades.map((grade) => ({ heading: `${nameOf(rules, language, subject.key)}/${nameOf(rules, language, grade.key)}`, explained: textFor(language, 'sheetExplained.grade') })),
  );
  const criteria = new Map([rules.standard, ...(rules.standards ?? []).map(({ standard }) => standard)].flatMap(({ items }) => items.flatMap((item) => item.criteria.map((criterion) => [criterion.id, criterion] as const))));
  const scored = kind === 'backFill' ? [] : [...criteria.values()].map(({ id, text, points }) => ({ heading: id, explained: textFor(language, 'sheetExplained.points', { text: language === 'en' ? text.en : text.zh, points }) }));
  return {
    title: textFor(language, `sheetTitle.${kind}`, { year: evaluatedYear }),
    notes: notes.map((note) => textFor(language, `sheetNote.${note}`)),
    columns: [...fixed, ...graded, ...scored],
  };
}
