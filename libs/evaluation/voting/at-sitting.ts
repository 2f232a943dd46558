import { refuse, type Refusal } from '#kernel';
import type { State } from '../state.js';

/**
 * Who votes at the sitting was present at it: of one round, all boxes of that body and day together have no more present than the
 * sitting had. A vote of another body, of other days or by questionnaire is no part of it; a partial day is not judged.
 */
export function presentOverSitting({ assembly: { held }, rounds }: Pick<State, 'assembly' | 'rounds'>): Refusal<'counts-inconsistent'> | undefined {
  if (held === null || held.body === 'questionnaire' || held.on.length < wholeDay) return undefined;
  for (const { annulled, body, tallied } of rounds) {
    if (annulled || body !== held.body) continue;
    const there = Object.values(tallied).reduce((sum, box) => (box.annulled || box.on !== held.on ? sum : sum + box.counts.present), 0);
    if (there > held.present) return refuse('counts-inconsistent', { left: 'presentInAll', leftCount: there, must: 'notExceed', right: 'presentAtSitting', rightCount: held.present });
  }
  return undefined;
}

/** `2025-11-10`. */
const wholeDay = 10;
