import type { PartialDate } from '#kernel';
import type { Fault, Line } from '#sheets';
import { given } from './register-entry.js';
import { gradeField, pointsField, resultsColumns, type ResultsAsked } from './results-table.js';

/** A row of results as it was read. */
export type ResultsEntry = {
  readonly sheet: string;
  readonly row: number;
  readonly id?: string;
  readonly code?: string;
  readonly name?: string;
  readonly superior?: string;
  readonly leadingGroupOn?: PartialDate;
  /** Who is in it, as the list says. */
  readonly leadingGroup?: string;
  readonly planOn?: PartialDate;
  readonly inspectedOn?: PartialDate;
  readonly heldOn?: PartialDate;
  readonly body?: string;
  readonly entitled?: number;
  readonly present?: number;
  readonly issued?: number;
  readonly returned?: number;
  readonly valid?: number;
  readonly spoilt?: number;
  readonly publishedOn?: PartialDate;
  readonly publishedAt?: string;
  readonly reportedOn?: PartialDate;
  readonly receivedOn?: PartialDate;
  /** Ballots by grade by subject; subjects that the row says nothing of are absent. */
  readonly grades: { readonly [subject: string]: { readonly [grade: string]: number } };
  /** Points by criterion. */
  readonly points: { readonly [criterion: string]: number };
  readonly faults: readonly Fault[];
};

type EntryLine = Extract<Line, { kind: 'entry' }>;

/** What a row of results says, judged by itself. */
export function resultsEntry({ sheet, row, values, faults }: EntryLine, { subjects, grades, criteria }: ResultsAsked): ResultsEntry {
  const fields = given(Object.fromEntries(resultsColumns.map((column) => [column, values[column]]))) as Partial<ResultsEntry>;
  const graded = subjects.flatMap(({ key }): (readonly [string, Record<string, number>])[] => {
    const told = grades.flatMap(({ key: grade }) => numbered(grade, values[gradeField(key, grade)]));
    return told.length === 0 ? [] : [[key, Object.fromEntries(told)]];
  });
  const entry = { ...fields, sheet, row, grades: Object.fromEntries(graded), points: Object.fromEntries(criteria.flatMap(({ id }) => numbered(id, values[pointsField(id)]))) };
  return { ...entry, faults: [...faults, ...missing(entry, new Set(faults.map(({ field }) => field)))] };
}

const numbered = (key: string, value: unknown): readonly (readonly [string, number])[] => (typeof value === 'number' ? [[key, value]] : []);

/** What belongs together: who tells of a sitting tells which body sat and how many were there; who tells of ballots, when. */
function missing(entry: Omit<ResultsEntry, 'faults'>, told: ReadonlySet<string | undefined>): readonly Fault[] {
  const need = (field: keyof Omit<ResultsEntry, 'faults'>, wanted: boolean): readonly Fault[] => (wanted && entry[field] === undefined && !told.has(field) ? [{ code: 'cell-missing', field }] : []);
  const voted = entry.issued !== undefined || entry.returned !== undefined || entry.valid !== undefined || Object.keys(entry.grades).length > 0;
  const sat = entry.heldOn !== undefined || entry.present !== undefined || voted;
  const asked = entry.body !== 'questionnaire';
  return [
    ...need('name', entry.id === undefined && entry.code === undefined),
    ...need('heldOn', sat),
    ...need('body', sat),
    ...need('entitled', sat),
    ...need('present', sat && asked),
    ...need('issued', voted),
    ...need('returned', voted),
    ...need('valid', voted),
    ...need('inspectedOn', Object.keys(entry.points).length > 0),
  ];
}

/** Faults of a row of results, by itself and beside the campaign. */
export const resultsFaultCodes = ['cell-missing', 'union-not-known', 'union-ambiguous', 'not-called-up', 'evaluation-twice', 'recorded-otherwise', 'report-waits', 'leading-group-by-plan', 'leading-group-of-chair', 'leading-group-names', 'signers-not-named', 'inspection-without-points', 'back-filled-before'] as const;
