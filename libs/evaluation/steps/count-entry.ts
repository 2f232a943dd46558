import { Type } from 'typebox';
import { eventType, refuse, type Actor, type Command, type Decision, type DeepReadonly, type EventOf, type Refusal, type Step } from '#kernel';
import { Counts } from '../voting/ballot.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { bodyId, closed, date, id, line, who } from '../fields.js';
import { milestoneRefused, underRules, type GateRefusal, type Ruled } from '../gates.js';
import type { Entry, EntryActor, Sheet } from '../voting/round-slice.js';
import { countsOf, differencesOf, sheetRefused, type SheetData } from '../voting/sheet.js';
import { changeRound, type Round, type Running, type State } from '../state.js';
import { taken, type VoteEvent, type VoteRefusal } from './vote.js';

/** Where two people enter each box independently: nothing counts before they agree in every number and in the day. */
export type EnterCountData = SheetData & {
  /** Role or person id of who enters. */
  enteredBy: string;
};
export type EnterCount = Command<'EnterCount', EnterCountData>;

export const CountEntered = eventType(
  'CountEntered',
  Type.Object(
    {
      round: Type.Integer({ minimum: 1, maximum: 99 }),
      box: id,
      /** The how-manieth entry for this box. */
      entry: Type.Integer({ minimum: 1, maximum: 20 }),
      enteredBy: who,
      /** Who was at the keyboard: one person cannot be both. */
      actor: Type.Object({ bodyId, office: Type.String({ minLength: 1, maxLength: 64 }), personId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) }, closed),
      venue: Type.Optional(line),
      heldOn: date,
      /** Shown to nobody: the next to enter must not know them. */
      counts: Counts,
      scrutineer: who,
      tellers: Type.Array(who, { minItems: 2, maxItems: 2 }),
      /** In what it differs from the other person's entry, by name; empty where there is none yet, or where they agree. */
      differsIn: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 100 }),
    },
    closed,
  ),
);
export const countEntryEvents = [CountEntered] as const;
export type CountEntryEvent = EventOf<typeof CountEntered>;

export const countEntryRefusals = ['signed-sheet-needed', 'entries-by-one-person', 'too-many-entries'] as const;
type Code = (typeof countEntryRefusals)[number] | VoteRefusal | GateRefusal;

/** The most entries for one box. */
const mostEntries = 20;

function enter(command: EnterCount, state: Running, facts: Ruled): Decision<CountEntryEvent | VoteEvent, Code> {
  const { enteredBy, ...sheet } = command.data;
  const { round: number, box, heldOn, venue, scrutineer, tellers } = sheet;
  const round = state.rounds.find((known) => known.round === number);
  if (round !== undefined && round.countEntry !== 'twoEntries') return refuse('signed-sheet-needed', { round: number });
  const no =
    sheetRefused(command, round, { state, rules: facts.ruleSet }) ??
    milestoneRefused(command, state, { milestone: 'vote', field: 'heldOn', date: heldOn, again: number > 1 || state.dates.vote !== undefined }) ??
    entrantRefused(command, round);
  if (no !== undefined || round === undefined) return no ?? refuse('round-not-open', { round: number });
  const others = entriesOf(round, box).filter((entry) => entry.enteredBy !== enteredBy);
  const compared: Sheet = { heldOn, scrutineer, tellers, counts: countsOf(sheet) };
  const agreed = others.some((other) => differencesOf(other.sheet, compared).length === 0);
  const last = others.at(-1);
  const entered = CountEntered.of({
    round: number,
    box,
    entry: (round.entered[box] ?? 0) + 1,
    enteredBy,
    actor: actorOf(command.by),
    ...(venue === undefined ? {} : { venue }),
    ...compared,
    differsIn: agreed || last === undefined ? [] : [...differencesOf(last.sheet, compared)],
  });
  if (!agreed) return [entered];
  const tallied = taken({ ...command, data: sheet }, state, facts);
  return 'refused' in tallied ? tallied : [entered, tallied];
}

const entriesOf = (round: Round, box: string): readonly DeepReadonly<Entry>[] => (Object.hasOwn(round.entries, box) ? (round.entries[box] ?? []) : []);

const actorOf = ({ bodyId: body, office, personId }: Actor): EntryActor => ({ bodyId: body, office, ...(personId === undefined ? {} : { personId }) });

/** Two entries are of two people: by their names, and by who was at the keyboard as far as that is known. */
function entrantRefused({ data: { enteredBy, box }, by }: EnterCount, round: Round | undefined): Refusal<Code> | undefined {
  if (round === undefined) return undefined;
  if ((round.entered[box] ?? 0) >= mostEntries) return refuse('too-many-entries', { box, limit: mostEntries });
  const same = entriesOf(round, box).find((entry) => entry.enteredBy !== enteredBy && isSame(entry.actor, actorOf(by)));
  return same === undefined ? undefined : refuse('entries-by-one-person', { box, first: same.enteredBy, second: enteredBy });
}

/** Persons are told apart by their ids; where one has none, by office and body. */
const isSame = (one: EntryActor, other: EntryActor): boolean =>
  one.personId !== undefined && other.personId !== undefined ? one.personId === other.personId : one.office === other.office && one.bodyId === other.bodyId;

export const countEntry: Step<EnterCount, CountEntryEvent, State, Facts, Code> = {
  needs: { EnterCount: pinnedRulesAndCalendar },
  decide: { EnterCount: underRules(enter) as Step<EnterCount, CountEntryEvent, State, Facts, Code>['decide']['EnterCount'] },
  evolve: {
    CountEntered: (state, { data: { round, box, entry, enteredBy, actor, heldOn, scrutineer, tellers, counts, differsIn } }) =>
      changeRound(state, round, (known) => ({
        ...known,
        entered: { ...known.entered, [box]: entry },
        entries: { ...known.entries, [box]: [...entriesOf(known, box).filter((other) => other.enteredBy !== enteredBy), { enteredBy, actor, sheet: { heldOn, scrutineer, tellers, counts }, differsIn }] },
      })),
  },
};
