import { refuse, type Refusal } from '#kernel';
import type { State } from '../state.js';

/**
 * Who votes at the sitting was present at it, and is entitled to it: of one round, all boxes of that body and day together have no
 * more entitled (the roll of the round, where it has one) and no more present than the sitting had. A vote of another body, of other days or by questionnaire is no part of
 * it: each day of a vote may have entitled of its own; a partial day is not judged.
 */
export function overSitting({ assembly: { held }, rounds }: Pick<State, 'assembly' | 'rounds'>): Refusal<'counts-inconsistent'> | undefined {
  if (held === null || held.body === 'questionnaire' || held.on.length < wholeDay) return undefined;
  for (const { annulled, body, entitled, tallied } of rounds) {
    if (annulled || body !== held.body) continue;
    const there = Object.values(tallied).filter((box) => !box.annulled && box.on === held.on);
    const roll = there.length === 0 ? null : entitled;
    for (const [count, inAll, atSitting] of compared) {
      const added = there.reduce((total, { counts }) => total + counts[count], 0);
      const sum = count === 'entitled' ? (roll ?? added) : added;
      if (sum > held[count]) return refuse('counts-inconsistent', { left: inAll, leftCount: sum, must: 'notExceed', right: atSitting, rightCount: held[count] });
    }
  }
  return undefined;
}

/** What of the boxes is compared with the sitting, and the words for both: the gravest first. */
const compared = [
  ['present', 'presentInAll', 'presentAtSitting'],
  ['entitled', 'entitledInAll', 'entitledAtSitting'],
] as const;

/** `2025-11-10`. */
const wholeDay = 10;
