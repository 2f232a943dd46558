import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { Body } from '#rules';
import { pinnedRules, type Facts } from '../facts.js';
import { closed, count, date, day, id, line } from '../fields.js';
import { dateOfYearRefused, dueDayRefused, firstOf, stepAbsent, underRules, type GateRefusal, type Ruled } from '../gates.js';
import type { AnnouncedBox } from '../voting/round-slice.js';
import { nobodyEntitled } from '../voting/sheet.js';
import { standingRound, type Round, type Running, type State } from '../state.js';

/** Step 4, before the count: a round is announced. A later round leaves the earlier visible. */
export type OpenRoundData = {
  /** 1, or one more than the round before. */
  round: number;
  body: Body;
  /** How the ballots are cast; a secret online ballot comes later. */
  mode: 'paper';
  runBy: 'union' | 'superior';
  /** Boxes in the round, 1 to 200; default 1. */
  boxes?: number;
  /** Which boxes, where and on which days; then only these are counted. Absent: any, as many as `boxes` says. */
  announced?: AnnouncedBox[];
  /** The roll of the whole round; default: the boxes' added up. */
  entitled?: number;
  /** How many members and staff the union has, where the rules ask how many took part; default for members: as registered. */
  members?: number;
  staff?: number;
  /** When the superior consented to fewer taking part than the rules ask. */
  consentedOn?: string;
};
export type OpenRound = Command<'OpenRound', OpenRoundData>;

/** The most boxes of one round. */
const mostBoxes = 200;

export const RoundOpened = eventType(
  'RoundOpened',
  Type.Object(
    {
      round: Type.Integer({ minimum: 1, maximum: 99 }),
      body: Body,
      mode: Type.Enum(['paper']),
      runBy: Type.Enum(['union', 'superior']),
      boxes: Type.Integer({ minimum: 1, maximum: mostBoxes }),
      entitled: Type.Optional(count),
      announced: Type.Optional(Type.Array(Type.Object({ box: id, venue: Type.Optional(line), from: day, until: Type.Optional(day) }, closed), { maxItems: mostBoxes })),
      /** Absent: one signed sheet a box. */
      countEntry: Type.Optional(Type.Enum(['twoEntries'])),
      members: Type.Optional(count),
      staff: Type.Optional(count),
      consentedOn: Type.Optional(date),
    },
    closed,
  ),
);
export const roundOpeningEvents = [RoundOpened] as const;
export type RoundOpeningEvent = EventOf<typeof RoundOpened>;

export const roundOpeningRefusals = ['round-out-of-order', 'round-still-open', 'result-stands', 'body-not-allowed', 'nobody-entitled', 'boxes-differ', 'box-twice', 'days-reversed'] as const;
type Code = (typeof roundOpeningRefusals)[number] | GateRefusal;

function open(command: OpenRound, state: Running, { ruleSet }: Ruled): Decision<RoundOpeningEvent, Code> {
  const { data } = command;
  const absent = stepAbsent(state, 'vote');
  if (absent !== undefined) return absent;
  const last = standingRound(state);
  if (last !== undefined && last.publishedOn === null) return refuse('round-still-open', { round: last.round });
  if (last !== undefined && last.outcome?.belowThreshold !== true) return refuse('result-stands', { round: last.round });
  if (data.round !== state.rounds.length + 1) return refuse('round-out-of-order', { round: data.round, next: state.rounds.length + 1 });
  if (!ruleSet.bodies.includes(data.body) && state.methods.vote !== data.body) return refuse('body-not-allowed', { body: data.body, allowed: ruleSet.bodies });
  const no = nobodyEntitled(data) ?? announcedRefused(data) ?? (data.consentedOn === undefined ? undefined : dateOfYearRefused(command, state, { field: 'consentedOn', date: data.consentedOn }));
  return no ?? [RoundOpened.of({ ...data, boxes: data.boxes ?? data.announced?.length ?? 1, ...(ruleSet.countEntry === 'twoEntries' ? { countEntry: 'twoEntries' } : {}) })];
}

/** Announced boxes: each once, as many as are said, none that closes before it opens. */
function announcedRefused({ boxes, announced = [] }: OpenRoundData): Refusal<Code> | undefined {
  const names = announced.map(({ box }) => box);
  const twice = names.find((box, index) => names.indexOf(box) !== index);
  if (twice !== undefined) return refuse('box-twice', { box: twice });
  if (boxes !== undefined && announced.length > 0 && boxes !== announced.length) return refuse('boxes-differ', { boxes, announced: announced.length });
  const days = announced.flatMap(({ box, from, until = from }) => [
    dueDayRefused('from', from),
    dueDayRefused('until', until),
    until < from ? refuse('days-reversed', { box, from, until }) : undefined,
  ]);
  return firstOf<Code>(...days);
}

const opened = ({ announced, countEntry, entitled, members, staff, consentedOn, ...data }: RoundOpeningEvent['data']): Round => ({
  ...data,
  announced: announced ?? [],
  countEntry: countEntry ?? 'signedSheet',
  entitled: entitled ?? null,
  members: members ?? null,
  staff: staff ?? null,
  consentedOn: consentedOn ?? null,
  tallied: {},
  entries: {},
  entered: {},
  outcome: null,
  annulled: false,
  annulment: null,
  publishedOn: null,
});

export const roundOpening: Step<OpenRound, RoundOpeningEvent, State, Facts, Code> = {
  needs: { OpenRound: pinnedRules },
  decide: { OpenRound: underRules(open) },
  evolve: { RoundOpened: (state, { data }) => ({ ...state, rounds: [...state.rounds, opened(data)] }) },
};
