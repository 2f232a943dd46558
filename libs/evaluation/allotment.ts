import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decider, type Decision, type DeepReadonly, type EventOf, type Refusal } from '#kernel';
import { closed } from './fields.js';
import { applicantOf, type ApplicantFact } from './facts.js';

/** An evaluation takes a place of a level's quota: its number in the list of the federation that recommends. */
export type TakePlace = Command<'TakePlace', { readonly evaluation: string; readonly place: number }>;
/** Whatever place the evaluation holds becomes free again. A policy sends it once an application was declined or withdrawn. */
export type ReleasePlace = Command<'ReleasePlace', { readonly evaluation: string }>;
/** A recommendation claims the place that it names, before it is recorded: from then on the place is in use. */
export type UsePlace = Command<'UsePlace', { readonly evaluation: string; readonly place: number }>;
/** Commands that nobody sends: recommending does. */
export const claimedByRecommendations: readonly UsePlace['type'][] = ['UsePlace'];
export type AllotmentCommand = TakePlace | ReleasePlace | UsePlace;

const evaluationId = Type.String({ pattern: '^[a-z0-9][a-z0-9_]{0,31}[.][0-9]{4}[.][0-9]{1,2}$' });
/** A number in a list of recommendations: the largest quota there can be. */
const place = Type.Integer({ minimum: 1, maximum: 1_000_000 });
export const PlaceTaken = eventType('PlaceTaken', Type.Object({ evaluation: evaluationId, place }, closed));
export const PlaceReleased = eventType('PlaceReleased', Type.Object({ evaluation: evaluationId, place }, closed));
/** It is recommended with, or was about to be: that the place is free no longer hangs on what another stream says. */
export const PlaceUsed = eventType('PlaceUsed', Type.Object({ evaluation: evaluationId, place }, closed));
export const allotmentEvents = [PlaceTaken, PlaceReleased, PlaceUsed] as const;
export type AllotmentEvent = EventOf<(typeof allotmentEvents)[number]>;

export const allotmentRefusals = ['place-taken', 'place-already-held', 'place-not-held', 'place-in-use', 'allotment-of-another', 'application-missing', 'federation-not-superior', 'recommended-by-another'] as const;
type Code = (typeof allotmentRefusals)[number];
type Decided = Decision<AllotmentEvent, Code>;

/** Who holds which place, by its number, and which of these are in use. */
export type Allotment = { places: { [place: number]: string }; used: number[] };
type State = DeepReadonly<Allotment>;
type Facts = { applicant?: ApplicantFact };

/**
 * The stream's id: FEDERATION.YEAR.TITLE. An id knows no capitals, so titles of one rule set that differ only by them share an
 * allotment: that can refuse too much, never too little.
 */
export const allotmentOf = (federation: string, evaluatedYear: number, title: string): string => `${federation}.${evaluatedYear}.${title.toLowerCase()}`;
const federationIn = (id: string): string => id.split('.')[0] ?? '';

/** The place that an evaluation holds; nothing where it holds none. */
export const placeHeldBy = ({ places }: Pick<State, 'places'>, evaluation: string): number | undefined => {
  const held = Object.entries(places).find(([, holder]) => holder === evaluation);
  return held === undefined ? undefined : Number(held[0]);
};

/** A federation disposes of its own places only; a process of ours acts by its policy. */
const actorRefused = ({ by }: AllotmentCommand, federation: string): Refusal<Code> | undefined =>
  by.kind === 'person' && by.bodyId !== `federation-${federation}` ? refuse('recommended-by-another', { body: by.bodyId, federation }) : undefined;

function take(command: TakePlace, state: State, { applicant }: DeepReadonly<Facts>, id = ''): Decided {
  const { evaluation, place: wanted } = command.data;
  const federation = federationIn(id);
  const no = actorRefused(command, federation) ?? applicantRefused(applicant, { evaluation, id });
  if (no !== undefined) return no;
  const holder = state.places[wanted];
  if (holder === evaluation) return [];
  if (holder !== undefined) return refuse('place-taken', { place: wanted, evaluation: holder });
  const held = placeHeldBy(state, evaluation);
  return held === undefined ? [PlaceTaken.of({ evaluation, place: wanted })] : refuse('place-already-held', { evaluation, place: held });
}

/** Places are for what was applied for: this title, this year, through this federation. */
function applicantRefused(applicant: DeepReadonly<ApplicantFact> | undefined, { evaluation, id }: { readonly evaluation: string; readonly id: string }): Refusal<Code> | undefined {
  if (applicant === undefined) return refuse('application-missing');
  const federation = federationIn(id);
  if (!applicant.superiors.includes(federation)) return refuse('federation-not-superior', { federation });
  const allotment = allotmentOf(federation, applicant.evaluatedYear, applicant.title);
  return allotment === id ? undefined : refuse('allotment-of-another', { evaluation, allotment });
}

function release(command: ReleasePlace, state: State, { applicant }: DeepReadonly<Facts>, id = ''): Decided {
  const { evaluation } = command.data;
  const federation = federationIn(id);
  const isPerson = command.by.kind === 'person';
  const held = placeHeldBy(state, evaluation);
  const no = actorRefused(command, federation);
  if (no !== undefined) return no;
  if (held === undefined) return isPerson ? refuse('place-not-held', { allotment: id, place: null, evaluation }) : [];
  if (!standsFor(id, applicant)) return [PlaceReleased.of({ evaluation, place: held })];
  // What was applied for anew before a policy came by keeps its place.
  if (!isPerson) return [];
  // A recommendation on its way has claimed the place already; those recorded before there were claims say it themselves.
  if (state.used.includes(held) || applicant?.recommendedBy.includes(federation) === true) return refuse('place-in-use', { evaluation, place: held, federation });
  return [PlaceReleased.of({ evaluation, place: held })];
}

/** Whether what is applied for takes its places here: of this title and year. */
const standsFor = (id: string, applicant: DeepReadonly<ApplicantFact> | undefined): boolean => applicant !== undefined && allotmentOf(federationIn(id), applicant.evaluatedYear, applicant.title) === id;

/** Recorded anew each time: whoever decided to release the place meanwhile finds the stream moved on, and decides again. */
function use(command: UsePlace, state: State, _facts: DeepReadonly<Facts>, id = ''): Decided {
  const { evaluation, place: named } = command.data;
  const no = actorRefused(command, federationIn(id));
  if (no !== undefined) return no;
  return state.places[named] === evaluation ? [PlaceUsed.of({ evaluation, place: named })] : refuse('place-not-held', { allotment: id, place: named, evaluation });
}

const without = (places: State['places'], place: number): State['places'] => Object.fromEntries(Object.entries(places).filter(([known]) => Number(known) !== place));

/**
 * Category `allotment`, id FEDERATION.YEAR.TITLE: the places of a quota. That two unions are recommended for one place may never
 * come about, so who holds a place stands in a stream of its own, and a recommendation within a quota claims its place there.
 */
export const allotmentDecider: Decider<AllotmentCommand, AllotmentEvent, Allotment, Facts, Code> = {
  category: 'allotment',
  initial: { places: {}, used: [] },
  needs: ({ type, data }) => (type === 'UsePlace' ? {} : { applicant: applicantOf(data.evaluation) }),
  decide: { TakePlace: take, ReleasePlace: release, UsePlace: use },
  evolve: {
    PlaceTaken: (state, { data }) => ({ ...state, places: { ...state.places, [data.place]: data.evaluation } }),
    PlaceReleased: ({ places, used }, { data }) => ({ places: without(places, data.place), used: used.filter((one) => one !== data.place) }),
    PlaceUsed: (state, { data }) => ({ ...state, used: [...state.used.filter((one) => one !== data.place), data.place] }),
  },
};
