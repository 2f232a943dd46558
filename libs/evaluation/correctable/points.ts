import { refuse } from '#kernel';
import { scoredAs, scoresRefused, standardOf } from '../criterion-scores.js';
import { itemsForZeros } from '../steps/self-inspection.js';
import type { Correctable } from './fact.js';

/** The union's own points for a criterion: the score follows, and a criterion that now has nothing opens its item. */
export const points: Correctable<'points'> = {
  standing: ({ selfInspection: { points } }, { criterion }) => (Object.hasOwn(points, criterion) ? points[criterion] : undefined),
  judge: ({ state, facts, what: { criterion }, right }) => {
    if (state.selfInspection.stands === 'none') return refuse('self-inspection-not-submitted');
    const no = scoresRefused([{ criterion, points: right as number }], standardOf(facts, state).criteria);
    if (no !== undefined) return no;
    const scored = scoredAs(facts, state, { ...state.selfInspection.points, [criterion]: right as number });
    return { scored, opened: itemsForZeros(scored.zeros, state, { facts, inspectedOn: state.dates.selfInspection ?? '', version: state.selfInspection.version }) };
  },
  apply: (state, { criterion }, { right, scored }) => ({ ...state, selfInspection: { ...state.selfInspection, ...scored, points: { ...state.selfInspection.points, [criterion]: right as number } } }),
};
