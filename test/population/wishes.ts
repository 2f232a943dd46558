import type { Actor } from '#kernel';
import type { RuleSet } from '#rules';
import { yearOf, type Population } from './population.js';

/** A command that the population has recorded: on which stream, by whom, when. */
export type Wish = { /** Its own among those of its stream: what makes it be recorded once. */ readonly key: string; readonly on: string; readonly type: string; readonly data: object; readonly by: Actor; readonly at: string };
type Told = { readonly by: Actor; readonly at: string };

/** Units of one `CallUpUnits`. */
const unitsPerCall = 500;

/** The officer of a federation. */
export const officerOf = (federation: string): Actor => ({ kind: 'person', office: 'officer', bodyId: `federation-${federation}`, assurance: 'unverified' });

/** Federations to be registered one after another: parents come first. */
export const federationWishes = ({ tree }: Population, told: Told): readonly Wish[] => tree.federations.map(({ id, data }) => ({ key: 'register', on: `federation-${id}`, type: 'RegisterFederation', data, ...told }));

export const unionWishes = ({ unions }: Population, told: Told): readonly Wish[] => unions.map(({ id, data }) => ({ key: 'register', on: `union-${id}`, type: 'RegisterUnion', data, ...told }));

/** Every union is called up, up to 500 at once; one after another, for the campaign's stream is one. */
export function callUpWishes({ unions }: Population, campaign: string, told: Told): readonly Wish[] {
  const calls = Array.from({ length: Math.ceil(unions.length / unitsPerCall) }, (_, call) => unions.slice(call * unitsPerCall, (call + 1) * unitsPerCall));
  return calls.map((units, call) => ({ key: `call-up-${call}`, on: `campaign-${campaign}`, type: 'CallUpUnits', data: { units: units.map(({ id }) => id) }, ...told }));
}

export const evaluationOf = (union: string, evaluatedYear: number): string => `${union}.${evaluatedYear}.1`;

/** What all unions record in the year, in the order of time. */
export function yearWishes(population: Population, year: { readonly ruleSet: RuleSet; readonly evaluatedYear: number; readonly seed: number; readonly chosen?: (union: number) => boolean }): readonly Wish[] {
  const all = population.unions.flatMap(({ id }, index) =>
    year.chosen?.(index) === false ? [] : yearOf(population, index, year).map((entry, nth): Wish => ({ key: `year-${nth}`, on: `evaluation-${evaluationOf(id, year.evaluatedYear)}`, ...entry })),
  );
  return inOrder(all);
}

/** By instant; of one instant, a stream's own order stays: the sort is stable. */
export const inOrder = (wishes: readonly Wish[]): readonly Wish[] => wishes.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
