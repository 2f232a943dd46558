import type { Checked, Contradiction } from './contradiction.js';
import { knownWords, type WordKind } from './known-words.js';

/** A word of the rule set: what it names and where it stands. */
type Used = { readonly word: string; readonly kind: WordKind; readonly path: string };

/** Words that have a text neither in the rule set nor in the program: nobody could read them. Each is told once, where it first stands. */
export function wordFaults(ruleSet: Checked): readonly Contradiction[] {
  const used = [...wordsOfBallot(ruleSet), ...wordsOfTitles(ruleSet), ...wordsOfStandards(ruleSet), ...wordsOfReasons(ruleSet)];
  const missing = used.filter(({ word, kind }) => !knownWords[kind].includes(word) && !Object.hasOwn(ruleSet.words ?? {}, word));
  return missing
    .filter(({ word }, index) => missing.findIndex((other) => other.word === word) === index)
    .map(({ word, kind, path }) => ({ code: 'word-missing', path, details: { word, kind, known: knownWords[kind] } }));
}

const listed = (kind: WordKind, path: string, words: readonly string[] = []): readonly Used[] => words.map((word, index) => ({ word, kind, path: `${path}/${index}` }));

const wordsOfBallot = ({ ballot, questionnaire }: Checked): readonly Used[] => [
  ...listed('subject', '/ballot/subjects', ballot.subjects),
  ...listed('grade', '/ballot/grades', ballot.grades),
  ...listed('grade', '/questionnaire/grades', questionnaire?.grades),
  ...(questionnaire?.grades !== undefined && questionnaire.subject !== undefined ? ([{ word: questionnaire.subject, kind: 'subject', path: '/questionnaire/subject' }] as const) : []),
];

const wordsOfTitles = ({ titles }: Checked): readonly Used[] =>
  titles.flatMap(({ id, requires }, index) => [
    { word: id, kind: 'title' as const, path: `/titles/${index}/id` },
    ...listed('department', `/titles/${index}/requires/departmentOpinions/from`, requires?.departmentOpinions?.from),
  ]);

const wordsOfStandards = ({ standard, standards = [] }: Checked): readonly Used[] => [
  ...classesOf(standard, '/standard'),
  ...standards.flatMap((alternative, index) => [
    ...alternative.for.flatMap(({ classes }, at) => listed('class', `/standards/${index}/for/${at}/classes`, classes)),
    ...classesOf(alternative.standard, `/standards/${index}/standard`),
  ]),
];

const classesOf = ({ items }: Checked['standard'], path: string): readonly Used[] =>
  items.flatMap(({ criteria }, i) => criteria.flatMap(({ classes }, j) => listed('class', `${path}/items/${i}/criteria/${j}/classes`, classes)));

const wordsOfReasons = ({ exemptions }: Checked): readonly Used[] => listed('reason', '/exemptions/reasons', exemptions?.reasons);
