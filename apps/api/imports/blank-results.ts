import { bodyWords, resultsColumns, usualGrades, usualSubjects, yearTotalsColumns } from '#intake';
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

const notesOfTotals = ['oneFederation', 'exactNumbers', 'noFormulas', 'dryRun'] as const;

/** A blank list of the totals of a year that is over, a row a federation; the usual subjects and grades. */
export function blankYearTotals(year: number, language: Language): Blank {
  const explained = (column: string): string => textFor(language, ['id', 'name', 'source'].includes(column) ? `sheetExplained.${column}` : 'sheetExplained.total');
  const fixed = yearTotalsColumns.map((column) => ({ heading: headingOf(language, column), explained: explained(column) }));
  // Read by their Chinese names alone.
  const graded = usualSubjects.flatMap((subject) => usualGrades.map((grade) => ({ heading: `${subject.names[0]}/${grade.names[0]}`, explained: textFor(language, 'sheetExplained.grade') })));
  return { title: textFor(language, 'sheetTitle.yearTotals', { year }), notes: notesOfTotals.map((note) => textFor(language, `sheetNote.${note}`)), columns: [...fixed, ...graded] };
}
