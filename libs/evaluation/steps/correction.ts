import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Refusal, type Step } from '#kernel';
import { box, group, sitting } from '../correctable/counts.js';
import { item, milestone } from '../correctable/dates.js';
import { consequences, CorrectedFact, FactValue, isCounted, namedFact, toldFact, type Correctable, type CorrectableKind, type Judged, type NamedFact } from '../correctable/fact.js';
import { points } from '../correctable/points.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, paragraph } from '../fields.js';
import { firstOf, underRules, type GateRefusal, type Ruled } from '../gates.js';
import type { Running, State } from '../state.js';
import type { ItemOpened } from './rectification.js';

/** 更正. Boards show the corrected figure, as-of views the old one; nothing recorded is taken back. */
export type CorrectFactData = {
  /** Which fact, by its kind and path. */
  what: NamedFact;
  /** What stands: a date, points, or the counts that are wrong, by name. */
  wrong: string | number | { [count: string]: number };
  right: string | number | { [count: string]: number };
  reason: string;
  /** What the right one rests on, as "minutes of the sitting". */
  basis: string;
  /** Needed once the result was reported upward; then the superior records it. */
  consentedBy?: 'superior';
};
export type CorrectionCommand = Command<'CorrectFact', CorrectFactData>;

/** The first schema knew dates of milestones alone. */
const asMilestone = (data: unknown) => {
  const { milestone, ...rest } = data as { readonly milestone: string };
  return { ...rest, what: { kind: 'milestone', milestone } };
};

export const FactCorrected = eventType(
  'FactCorrected',
  Type.Object({ what: CorrectedFact, wrong: FactValue, right: FactValue, ...consequences, reason: paragraph, basis: paragraph, consentedBy: Type.Optional(Type.Enum(['superior'])) }, closed),
  [asMilestone],
);
export const correctionEvents = [FactCorrected] as const;
export type CorrectionEvent = EventOf<(typeof correctionEvents)[number]>;

export const correctionRefusals = ['fact-unnamed', 'fact-not-recorded', 'fact-differs', 'fact-unchanged', 'right-value-missing', 'consent-missing', 'correction-not-corrected'] as const;
type Code = (typeof correctionRefusals)[number] | GateRefusal;

const kinds: { readonly [K in CorrectableKind]: Correctable<K> } = { milestone, item, sitting, box, group, points };
// The kind of the fact and of what corrects it are one, which a table cannot say.
const correctable = ({ kind }: CorrectedFact): Correctable<CorrectableKind> => kinds[kind] as unknown as Correctable<CorrectableKind>;

function correct(command: CorrectionCommand, state: Running, facts: Ruled): Decision<CorrectionEvent | EventOf<typeof ItemOpened>, Code> {
  const { what: named, ...data } = command.data;
  const what = namedFact(named);
  if ('refused' in what) return what;
  const no = firstOf<Code>(
    ...valuesRefused(what, data, correctable(what).standing(state, what, data.wrong)),
    state.dates.report !== undefined && data.consentedBy === undefined ? refuse('consent-missing', toldFact(what)) : undefined,
  );
  if (no !== undefined) return no;
  const standing = correctable(what).standing(state, what, data.wrong);
  const right = isCounted(data.right) && standing !== undefined && isCounted(standing) ? { ...standing, ...data.right } : data.right;
  const judged: Judged = correctable(what).judge({ command, state, facts, what, right });
  if ('refused' in judged) return judged as Refusal<Code>;
  const { opened = [], ...follows } = judged;
  return [FactCorrected.of({ what, ...data, ...follows }), ...opened];
}

type Values = Pick<CorrectFactData, 'wrong' | 'right'>;

/** What is said to be wrong is what stands, in the same form; what is right is another. Counts are compared one by one. */
function valuesRefused(what: CorrectedFact, { wrong, right }: Values, standing: DeepReadonly<FactValue> | undefined): readonly (Refusal<Code> | undefined)[] {
  const fact = toldFact(what);
  if (standing === undefined || typeof standing !== typeof wrong) return [refuse('fact-not-recorded', fact)];
  if (typeof right !== typeof wrong) return [refuse('right-value-missing', fact)];
  if (!isCounted(wrong) || !isCounted(right) || !isCounted(standing)) {
    return [standing === wrong ? undefined : refuse('fact-differs', { ...fact, wrong: wrong as string, recorded: standing as string }), right === wrong ? refuse('fact-unchanged', { ...fact, right: right as string }) : undefined];
  }
  const names = [...new Set([...Object.keys(wrong), ...Object.keys(right)])];
  return [
    names.length === 0 ? refuse('right-value-missing', fact) : undefined,
    ...names.map((count) => (standing[count] === wrong[count] && wrong[count] !== undefined ? undefined : refuse('fact-differs', { ...fact, count, wrong: wrong[count] ?? null, recorded: standing[count] ?? null }))),
    ...names.map((count) => (right[count] === undefined ? refuse('right-value-missing', { ...fact, count }) : undefined)),
    ...names.map((count) => (right[count] === wrong[count] ? refuse('fact-unchanged', { ...fact, count, right: right[count] ?? null }) : undefined)),
  ];
}

/** It may open an item too; what follows from that is the rectification's to say. */
type CorrectionStep = Omit<Step<CorrectionCommand, CorrectionEvent | EventOf<typeof ItemOpened>, State, Facts, Code>, 'evolve'> & Pick<Step<CorrectionCommand, CorrectionEvent, State, Facts, Code>, 'evolve'>;

export const correction: CorrectionStep = {
  needs: { CorrectFact: pinnedRulesAndCalendar },
  decide: { CorrectFact: underRules(correct) },
  evolve: {
    FactCorrected: (state, { data }) => {
      const corrected = correctable(data.what).apply(state, data.what, data);
      return { ...corrected, due: { ...corrected.due, ...data.due }, corrections: state.corrections + 1 };
    },
  },
};
