import { classWords, federationKindWords, levelWords, lineWords, type PlannedRow } from '#intake';
import type { Refusal } from '#kernel';
import { describeProblem, Problem, textFor, type Language } from '#platform';
import type { Fault, Line, SheetFound, Vocabulary } from '#sheets';
import type { Applied, RefusedLater } from './apply-plan.js';
import type { ImportState, UnfinishedImport } from './imports.js';
import type { ImportPlan } from './plan-register.js';

/** What is wrong in the reader's language; a rule's refusal in the words it always has. */
export function describeFault({ code, field, column, details = {} }: Fault, language: Language) {
  const { refusal } = details as { readonly refusal?: Refusal };
  const message = refusal === undefined ? textFor(language, `intake.${code}`, field === undefined ? details : inWords(field, details, language)) : refusalText(refusal, language);
  return { code: refusal?.refused ?? code, ...(field === undefined ? {} : { field, heading: fieldText(field, language) }), ...(column === undefined ? {} : { column }), message, details: refusal?.details ?? details };
}

const wordsOf: Readonly<Record<string, Vocabulary>> = { federationKind: federationKindWords, line: lineWords, level: levelWords };

/** Details with the words of a column that is chosen from a list, as a table in that language has them, and with what the column is called. */
function inWords(field: string, details: NonNullable<Fault['details']>, language: Language): NonNullable<Fault['details']> {
  const words = wordsOf[field];
  const shown = Object.entries(details).map(([name, value]) => [name, (language === 'zh-CN' ? words?.find(({ key }) => key === value)?.shown : undefined) ?? value]);
  return { ...Object.fromEntries(shown), heading: fieldText(field, language) };
}

/** A field as people call it: a grade by its subject, points by their criterion. */
function fieldText(field: string, language: Language): string {
  const [first = '', second = '', ...more] = field.split('.');
  if (first === 'grade') return textFor(language, 'intakeField.grade', { subject: second, answer: more.join('.') });
  return first === 'points' ? textFor(language, 'intakeField.points', { criterion: [second, ...more].join('.') }) : textFor(language, `intakeField.${field}`);
}

const refusalText = ({ refused, details }: Refusal, language: Language): string => String(describeProblem(new Problem(422, refused, details), language, '')['detail']);

/** One row as the dry run tells it: what was read, what it would do, or why not. */
export function describeRow({ sheet, row, outcome, what, id, entry, changes, faults, notes }: PlannedRow, language: Language) {
  const { sheet: _sheet, row: _row, what: _what, faults: _faults, ...told } = entry;
  const kind = told['class'] as string | undefined;
  return {
    ...(sheet === '' ? {} : { sheet }),
    row,
    outcome,
    outcomeText: textFor(language, `intakeOutcome.${outcome}`),
    what,
    ...(id === undefined ? {} : { id }),
    read: { ...told, ...(kind === undefined ? {} : { classText: classText(kind, language) }), ...(what === 'union' && kind !== 'jointUnion' ? { units: told['units'] ?? 1 } : {}) },
    changes,
    faults: faults.map((fault) => describeFault(fault, language)),
    notes: notes.map((note) => describeFault(note, language)),
  };
}

/** A class as offices write it. */
const classText = (kind: string, language: Language): string => (language === 'zh-CN' ? classWords.find(({ key }) => key === kind)?.shown : undefined) ?? textFor(language, `word.${kind}`);

/** Headed like a number of people, papers or units. */
const likeACount = /(人|会员|职工|代表|票|份|表|张|家|单位|满意|同意|弃权|称职)[)）]?(总?数|人数|数量|张数|份数)?$|数$/;

/** Columns that were not recognised and look like counts: whoever sent the table should know that they are not taken. */
const leftOut = (columns: readonly { readonly letter: string; readonly heading: string; readonly field: unknown }[], language: Language) =>
  columns.flatMap(({ letter, heading, field }) => (field === undefined && likeACount.test(heading) ? [{ column: letter, heading, message: textFor(language, 'importCommand.leftOut', { column: letter, heading }) }] : []));

export const describeSheet = (sheet: SheetFound, language: Language) => ({
  sheet: sheet.sheet,
  found: sheet.found,
  ...(sheet.found === 'table'
    ? { headerRow: sheet.headerRow, columns: sheet.columns.filter(({ heading }) => heading !== '').map(({ letter, heading, field }) => ({ column: letter, heading, field: field?.name ?? null, fieldText: fieldText(field?.name ?? 'leftOut', language) })), leftOut: leftOut(sheet.columns, language) }
    : {}),
});

export const describePassedOver = ({ sheet, row, why, text }: ImportPlan['passedOver'][number] & Extract<Line, { kind: 'passed-over' }>, language: Language) => ({ ...(sheet === '' ? {} : { sheet }), row, why, whyText: textFor(language, `intakePassedOver.${why}`), text });

const describeRefused = ({ sheet, row, refusal }: RefusedLater, language: Language) => ({ ...(sheet === '' ? {} : { sheet }), row, code: refusal.refused, message: refusalText(refusal, language), details: refusal.details });

export function describeState(told: ImportState, language: Language) {
  const { recorded, refusedRows, refused = [] } = told as Partial<Applied>;
  return {
    state: told.state,
    stateText: textFor(language, `importState.${told.state}`),
    rows: told.rows,
    done: told.done,
    ...(recorded === undefined ? {} : { recorded }),
    ...(refusedRows === undefined ? {} : { refusedRows }),
    refused: refused.map((one) => describeRefused(one, language)),
  };
}

/** An import that was begun, by the parameters with which it is asked for again. */
export const describeUnfinished = ({ asked: { sha256, addFederations, keepIds, ...asked }, begunAt, state, dismissed }: UnfinishedImport, language: Language) => ({
  import: sha256,
  ...asked,
  ...(addFederations ? { newSuperiors: 'add' } : {}),
  ...(keepIds === true ? { ids: 'keep' } : {}),
  begunAt,
  ...describeState(state, language),
  ...(dismissed === undefined ? {} : { dismissed: { office: dismissed.by.office, body: dismissed.by.bodyId, at: dismissed.at } }),
});
