/** Why a group's result is not shown apart. */
export type SmallGroupReason = 'smallGroup' | 'besideSmallGroup';

/**
 * Groups (boxes, delegations, categories) whose results are not shown apart, with the reason: those of fewer ballots than
 * the rules say, and beside them the next smallest until what is hidden is at least two groups and as many ballots
 * together. Otherwise total − shown would be the result of a small group again. Of two as small, the first by name.
 */
export function withheldGroups(ballots: { readonly [group: string]: number }, below: number): ReadonlyMap<string, SmallGroupReason> {
  const inOrder = Object.entries(ballots).toSorted(([a, n], [b, m]) => n - m || (a < b ? -1 : 1));
  const hidden = new Map<string, SmallGroupReason>();
  let together = 0;
  for (const [group, n] of inOrder) {
    const isSmall = n < below;
    if (!isSmall && (hidden.size === 0 || (hidden.size > 1 && together >= below))) break;
    hidden.set(group, isSmall ? 'smallGroup' : 'besideSmallGroup');
    together += n;
  }
  return hidden;
}

/** True when the groups together are too few ballots as well: then there is no total to show either. */
export const isTotalWithheld = (ballots: { readonly [group: string]: number }, below: number): boolean => Object.values(ballots).reduce((sum, n) => sum + n, 0) < below;
