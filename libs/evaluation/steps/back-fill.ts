import { Type } from 'typebox';
import { dayOf, eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { Body } from '#rules';
import type { Facts } from '../facts.js';
import { closed, count, date, files, line, paragraph, word, type Evidence } from '../fields.js';
import { dateRefused, firstOf, whileRunning, type GateRefusal } from '../gates.js';
import type { Running, State } from '../state.js';

/**
 * Back-filled (补录): the result of a year that is over, with whatever is known of it and where that comes from. Exempt from
 * all gates, though not from arithmetic, and therefore unverified: it counts neither as owed nor as held in any campaign's coverage, because
 * figures that nobody could check are not added to those that were. Boards show it beside them (`backFilled`,
 * `backFilledHeld`), which is what a comparison with last year needs. A title told here is no honour of the union: who knows
 * better records one.
 */
export type BackFillResultData = {
  /** Where it comes from, as "2024年工作总结". */
  source: string;
  heldOn?: string;
  body?: Body;
  /** Whatever was counted. */
  counts?: { entitled?: number; present?: number; issued?: number; returned?: number; valid?: number; spoilt?: number };
  /** Ballots by grade by subject. */
  grades?: { [subject: string]: { [grade: string]: number } };
  publishedOn?: string;
  /** Title that was granted, by its word. */
  title?: string;
  note?: string;
  files?: Evidence[];
};
export type BackFillCommand = Command<'BackFillResult', BackFillResultData>;

const known = Type.Optional(count);
export const ResultBackFilled = eventType(
  'ResultBackFilled',
  Type.Object(
    {
      source: line,
      heldOn: Type.Optional(date),
      body: Type.Optional(Body),
      counts: Type.Optional(Type.Object({ entitled: known, present: known, issued: known, returned: known, valid: known, spoilt: known }, closed)),
      grades: Type.Optional(Type.Record(word, Type.Record(word, count, { maxProperties: 6, ...closed }), { maxProperties: 10, ...closed })),
      publishedOn: Type.Optional(date),
      title: Type.Optional(word),
      note: Type.Optional(paragraph),
      files: Type.Optional(files),
    },
    closed,
  ),
);
export const backFillEvents = [ResultBackFilled] as const;
export type BackFillEvent = EventOf<typeof ResultBackFilled>;

export const backFillRefusals = ['counts-inconsistent', 'year-not-over', 'facts-already-recorded'] as const;
type Code = (typeof backFillRefusals)[number] | GateRefusal;

function backFill(command: BackFillCommand, state: Running): Decision<BackFillEvent, Code> {
  const { heldOn, publishedOn } = command.data;
  const no = firstOf<Code>(
    yearNotOver(command, state),
    Object.keys(state.dates).length === 0 ? undefined : refuse('facts-already-recorded', { milestones: Object.keys(state.dates) }),
    arithmeticRefused(command.data),
    heldOn === undefined ? undefined : dateRefused(command, 'heldOn', heldOn),
    publishedOn === undefined ? undefined : dateRefused(command, 'publishedOn', publishedOn),
  );
  return no ?? [ResultBackFilled.of(command.data)];
}

/** What was counted may be partial and unverified, but no two numbers of it may contradict each other. */
function arithmeticRefused({ counts = {}, grades = {}, body }: BackFillResultData): Refusal<'counts-inconsistent'> | undefined {
  const { valid, spoilt, returned } = counts;
  // Nobody is present at a questionnaire; whatever is not known is passed over.
  const chain = (['entitled', 'present', 'issued', 'returned', 'valid'] as const).filter((name) => counts[name] !== undefined && !(name === 'present' && body === 'questionnaire'));
  const atMost = (left: string, n: number, right: string, m: number) => (n > m ? refuse('counts-inconsistent', { left, leftCount: n, must: 'notExceed', right, rightCount: m }) : undefined);
  const sums = Object.entries(grades).map(([subject, given]) => [`grades.${subject}`, Object.values(given).reduce((sum, n) => sum + n, 0)] as const);
  const least = chain.at(-1);
  return firstOf(
    ...chain.slice(1).map((name, index) => atMost(name, counts[name] ?? 0, chain[index] as string, counts[chain[index] as typeof name] ?? 0)),
    spoilt === undefined || returned === undefined ? undefined : atMost('valid+spoilt', (valid ?? 0) + spoilt, 'returned', returned),
    ...(least === undefined ? [] : sums.map(([subject, sum]) => atMost(subject, sum, least, counts[least] ?? 0))),
  );
}

/** A year under way is recorded step by step: what happens in it can be checked. */
function yearNotOver({ at }: BackFillCommand, { opened }: Running): Refusal<Code> | undefined {
  const { cutOff } = opened.facts;
  return dayOf(at) > cutOff ? undefined : refuse('year-not-over', { evaluatedYear: opened.evaluatedYear, cutOff });
}

export const backFilling: Step<BackFillCommand, BackFillEvent, State, Facts, Code> = {
  decide: { BackFillResult: whileRunning(backFill) },
  evolve: { ResultBackFilled: (state, { data }) => ({ ...state, backFilled: { held: data.heldOn !== undefined || data.publishedOn !== undefined || data.counts !== undefined || data.grades !== undefined } }) },
};
