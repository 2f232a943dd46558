import type { DeepReadonly, PlainDate } from '#kernel';
import { beginningOfTime, startOf } from './dated.js';
import type { FederationHistory } from './federation-now.js';
import type { Profile, UnionState } from './union-state.js';

/** Between which days a row of the register says the same as today. */
export type Spans = {
  /** The first day on which it was there; '': from the beginning. */
  readonly beganOn: PlainDate;
  /** The last day on which something changed that lists tell apart; '': nothing ever did. From then on the register's row holds. */
  readonly changedOn: PlainDate;
};

const latest = (days: readonly PlainDate[]): PlainDate => days.reduce((last, day) => (day > last ? day : last), beginningOfTime);

/** What lists filter by beside the size: a headcount a year would make every row one that changed. */
const toldApart = ['name', 'class', 'superior', 'industry', 'code'] as const satisfies readonly (keyof Profile)[];

/** A union: name, class, superior, industry, code, and its end. */
export const spansOfUnion = ({ foundedOn, profile, ending }: DeepReadonly<UnionState>): Spans => ({
  beganOn: startOf(foundedOn),
  changedOn: latest([...profile.filter(({ value }) => toldApart.some((field) => value[field] !== undefined)).map(({ on }) => startOf(on)), startOf(ending?.closedOn)]),
});

/** A federation: name, superiors, and its end. */
export const spansOfFederation = ({ state, moves }: DeepReadonly<FederationHistory>): Spans => ({
  beganOn: startOf(state.registered.from),
  changedOn: latest([...state.names, ...moves].map(({ on }) => startOf(on)).concat(startOf(state.closedOn))),
});
