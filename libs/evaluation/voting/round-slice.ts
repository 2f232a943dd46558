import type { DeepReadonly, PartialDate, PlainDate } from '#kernel';
import type { Body, RuleSet } from '#rules';
import type { Counts, Outcome } from './ballot.js';
import type { Voters } from './outcome.js';

/** One round of the vote, as it is folded. */
export type Round = DeepReadonly<{
  round: number;
  body: Body;
  mode: 'paper';
  runBy: 'union' | 'superior';
  /** How its boxes are entered, as the rules said when it was opened. */
  countEntry: RuleSet['countEntry'];
  /** How many boxes were announced. */
  boxes: number;
  /** Which, where they were announced by name. */
  announced: AnnouncedBox[];
  /** The roll of the whole round, where it was given. */
  entitled: number | null;
  /** How many there are, where the round says so. */
  members: number | null;
  staff: number | null;
  /** When the superior consented to fewer taking part. */
  consentedOn: PartialDate | null;
  tallied: { [box: string]: Tallied };
  /** Under two entries: what was entered for a box, the last of each person. */
  entries: { [box: string]: Entry[] };
  /** How many entries there were for a box. */
  entered: { [box: string]: number };
  /** Of all boxes that stand; nothing before the first tally. */
  outcome: Outcome | null;
  annulled: boolean;
  annulment: Annulment | null;
  publishedOn: PartialDate | null;
  /** By which rule set its outcome was judged, where the evaluation has moved since; absent: by the one that it is held to. */
  judgedBy?: { id: string; version: number };
}>;

/** The counts of one box as they stand. */
export type Tallied = { on: PartialDate; venue: string | null; counts: Counts; late: boolean; annulled: boolean; annulment: Annulment | null };
/** Why a box or a round does not count. */
export const annulmentCauses = ['sealBroken', 'countsInconsistent', 'procedure'] as const;
export type Annulment = { cause: (typeof annulmentCauses)[number]; on: PartialDate };

/** A box announced with the round: where it stands, and from when until when. */
export type AnnouncedBox = { box: string; venue?: string; from: PlainDate; until?: PlainDate };

/** What one person entered for a box. Nobody is shown `sheet` before two agree. */
export type Entry = { enteredBy: string; actor: EntryActor; sheet: Sheet; differsIn: string[] };
/** Who was at the keyboard. */
export type EntryActor = { bodyId: string; office: string; personId?: string };
/** All that two entries must agree in. */
export type Sheet = { heldOn: PartialDate; scrutineer: string; tellers: string[]; counts: Counts };

/** Who votes in a round; members as it says, otherwise as the evaluation was opened with. */
export const votersOf = ({ body, members, staff, consentedOn }: Round, ofUnion: number | undefined): Voters => ({ body, members: members ?? ofUnion, staff: staff ?? undefined, consented: consentedOn !== null });
