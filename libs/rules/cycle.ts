import { Type, type Static } from 'typebox';
import { closed } from './fields.js';

/** Every how many years there is an evaluation, counted from a year that has one. Absent in a rule set: every year. */
export const Cycle = Type.Object(
  {
    years: Type.Integer({ minimum: 1, maximum: 3 }),
    anchor: Type.Integer({ minimum: 1949, maximum: 2199 }),
    /** In a year between as well, where the union applies for a title. */
    orWhenApplying: Type.Optional(Type.Literal(true)),
  },
  closed,
);
export type Cycle = Static<typeof Cycle>;

/** True when the cycle asks for an evaluation of the year; also for years before its anchor. */
export const inCycle = ({ cycle }: { readonly cycle?: Readonly<Cycle> | undefined }, evaluatedYear: number): boolean => cycle === undefined || (evaluatedYear - cycle.anchor) % cycle.years === 0;
