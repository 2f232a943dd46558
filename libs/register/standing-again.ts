import { refuse, type DeepReadonly, type PartialDate, type Refusal } from '#kernel';
import { startOf, valueOn, type Dated } from './dated.js';
import { isThere, lineageAbove, loopOf, type Loop, type ReadRung } from './lineage.js';
import { maxPath } from './path.js';

/**
 * To whom a federation reports again once an entry is void, as the fact `standsAgain` tells: all above on that day, the first of the
 * superiors that is not there throughout, and a loop that it would close.
 */
export type StandsAgain = { readonly path: readonly string[]; readonly missing?: { readonly superior: string; readonly from: PartialDate | null; readonly closedOn: PartialDate | null }; readonly loop?: Loop };
export type AgainRefusal = 'superior-not-there' | 'superior-loop' | 'path-too-long';

/** Why an entry cannot be void: what would hold again cannot. */
export function falseAgain(again: DeepReadonly<StandsAgain> | undefined, on: PartialDate, federation = ''): Refusal<AgainRefusal> | undefined {
  if (again?.loop !== undefined) return refuse('superior-loop', { federation, through: again.loop.through, on: again.loop.on });
  if (again?.missing !== undefined) return refuse('superior-not-there', { superior: again.missing.superior, on: startOf(on), from: again.missing.from, closedOn: again.missing.closedOn });
  const above = again?.path.length ?? 0;
  return above > maxPath ? refuse('path-too-long', { federations: above, allowed: maxPath }) : undefined;
}

/** A federation's reports without the last move recorded for that day; nothing where there is no such. */
export function withoutMove<T>(moves: readonly Dated<T>[], on: PartialDate): readonly Dated<T>[] | undefined {
  const index = moves.findLastIndex((move) => move.on === on);
  return index < 0 ? undefined : moves.filter((_, place) => place !== index);
}

/** What the fact `standsAgain` tells, by walking up. `reports`: those that are left. */
export async function standsAgain(federation: string, { reports, on }: { readonly reports: readonly Dated<readonly string[]>[]; readonly on: PartialDate }, read: ReadRung): Promise<StandsAgain> {
  const from = startOf(on);
  const superiors = valueOn(reports, from) ?? [];
  const until = reports.map((report) => startOf(report.on)).find((start) => start > from);
  const { path } = await lineageAbove(superiors, from, read);
  const loop = await loopOf({ federation, superiors, from, until }, read);
  for (const superior of superiors) {
    const rung = await read(superior);
    if (rung === undefined || !isThere(rung, from, until)) return { path, missing: { superior, from: rung?.from ?? null, closedOn: rung?.closedOn ?? null }, ...(loop === undefined ? {} : { loop }) };
  }
  return { path, ...(loop === undefined ? {} : { loop }) };
}
