import type { PartialDate } from '#kernel';
import type { CorrectedFact, FactValue } from '../correctable/fact.js';
import type { EvaluationEvent } from '../evaluation.js';
import { heldOnOf } from './held-on.js';
import type { Milestone } from '../state.js';
import type { ToldEvent } from './as-of.js';

/** What later entries of a history say of an earlier one, and which one a correction is of: all by revision, ascending. */
export type Marks = {
  /** Of a correction: the entries that recorded what it corrects; none where nobody can say which. */
  readonly corrects: readonly number[];
  /** Of an entry that recorded a fact: its corrections, the latest {@link maxCorrectionsTold}. */
  readonly correctedBy: readonly number[];
  /** Of an entry on behalf: its dispute, and how that ended; `resolvedBy` null while it is open. */
  readonly dispute: Dispute | null;
};
type Dispute = { readonly disputedBy: number; readonly resolvedBy: number | null; readonly upheld: boolean | null; /** The entry is void. */ readonly voided: boolean };

/** The most corrections that one entry tells of. */
export const maxCorrectionsTold = 100;
/** The most recordings of one fact among which a correction looks for its own, from the latest back. */
export const maxRecordingsLookedAt = 1_000;

/** The event that says when each milestone was. */
export const recordedWith: { readonly [M in Milestone]: EvaluationEvent['type'] } = {
  leadingGroup: 'LeadingGroupFormed',
  plan: 'PlanSubmitted',
  selfInspection: 'SelfInspectionSubmitted',
  assembly: 'AssemblyHeld',
  vote: 'VoteTallied',
  publish: 'ResultPublished',
  report: 'ReportedUpward',
  application: 'TitleAppliedFor',
  visit: 'VisitRecorded',
  verdict: 'VerdictGiven',
  notice: 'PublicNoticeOpened',
  grant: 'TitleGranted',
};
const milestoneOf = new Map<string, string>(Object.entries(recordedWith).map(([milestone, type]) => [type, `milestone ${milestone}`]));

/** An entry that recorded facts, with its date as it stands after the corrections so far. */
type Recording = { readonly revision: number; on: PartialDate | null };
type Corrected = { readonly what: CorrectedFact; readonly wrong: FactValue; readonly right: FactValue };
type Named = { readonly round?: number; readonly box?: string; readonly group?: string; readonly item?: string; readonly revision?: number; readonly upheld?: boolean; readonly voids?: object };

/**
 * The marks of a history by revision; entries without any are left out. One pass over the events it is given, so that only what was
 * recorded by an instant marks anything as of that instant.
 */
export function marksIn(events: readonly ToldEvent[]): ReadonlyMap<number, Marks> {
  const marks = new Map<number, Marks>();
  const recordings = new Map<string, Recording[]>();
  const mark = (revision: number, more: (known: Marks) => Partial<Marks>) => {
    const known = marks.get(revision) ?? { corrects: [], correctedBy: [], dispute: null };
    marks.set(revision, { ...known, ...more(known) });
  };
  for (const event of events) {
    const { type, data, revision } = event;
    const { revision: of = -1, upheld = false, voids } = data as Named;
    if (type === 'EntryDisputed') mark(of, () => ({ dispute: { disputedBy: revision, resolvedBy: null, upheld: null, voided: false } }));
    else if (type === 'DisputeResolved') mark(of, ({ dispute }) => ({ dispute: { disputedBy: dispute?.disputedBy ?? revision, resolvedBy: revision, upheld, voided: voids !== undefined } }));
    else if (type === 'FactCorrected') {
      const found = recordingsOf(data as Corrected, recordings);
      if (found.length > 0) mark(revision, () => ({ corrects: found.map((recording) => recording.revision) }));
      for (const recording of found) mark(recording.revision, ({ correctedBy }) => ({ correctedBy: [...correctedBy, revision].slice(-maxCorrectionsTold) }));
    } else {
      const recording = { revision, on: heldOnOf(event) };
      for (const fact of factsOf(type, data as Named)) remember(recordings, fact, recording);
    }
  }
  return marks;
}

function remember(recordings: Map<string, Recording[]>, fact: string, recording: Recording): void {
  const known = recordings.get(fact) ?? [];
  known.push(recording);
  if (known.length > maxRecordingsLookedAt) known.shift();
  recordings.set(fact, known);
}

/** Which correctable facts an event records. */
function factsOf(type: string, { round, box, group, item }: Named): readonly string[] {
  const milestone = milestoneOf.get(type);
  const others: { readonly [type: string]: string } = {
    AssemblyHeld: 'sitting',
    VoteTallied: `box ${round}/${box}`,
    QuestionnaireRecorded: `group ${group}`,
    SelfInspectionSubmitted: 'points',
    ItemOpened: `item ${item} foundOn`,
    ItemCompleted: `item ${item} completedOn`,
  };
  const other = Object.hasOwn(others, type) ? others[type] : undefined;
  return [milestone, other].flatMap((fact) => fact ?? []);
}

/**
 * The recordings that a correction is of: the latest, and of a date the latest that says it. The day of a vote or of a
 * publication is that of every box or round that says it. Their dates move with it.
 */
function recordingsOf({ what, wrong, right }: Corrected, recordings: ReadonlyMap<string, readonly Recording[]>): readonly Recording[] {
  const all = recordings.get(nameOf(what)) ?? [];
  if (typeof wrong !== 'string') return all.slice(-1);
  const saying = all.filter(({ on }) => on === wrong);
  const isOfMany = what.kind === 'milestone' && (what.milestone === 'vote' || what.milestone === 'publish');
  const found = saying.length === 0 ? all.slice(-1) : isOfMany ? saying : saying.slice(-1);
  for (const recording of found) recording.on = right as PartialDate;
  return found;
}

function nameOf(what: CorrectedFact): string {
  switch (what.kind) {
    case 'milestone':
      return `milestone ${what.milestone}`;
    case 'item':
      return `item ${what.item} ${what.date}`;
    case 'box':
      return `box ${what.round}/${what.box}`;
    case 'group':
      return `group ${what.group}`;
    default:
      return what.kind;
  }
}
