import type { PartialDate, PlainDate } from '#kernel';
import { startOf, valueOn, type Dated } from './dated.js';

/** What a walk up the superiors needs of a federation. */
export type Rung = { readonly superiors: readonly Dated<readonly string[]>[]; readonly from?: PartialDate | undefined; readonly closedOn?: PartialDate | undefined };
export type ReadRung = (federation: string) => Promise<Rung | undefined> | Rung | undefined;

/** All above something on a day. */
export type Lineage = {
  /** All federations above, through both lines, each once, the nearest first. */
  readonly path: readonly string[];
  /** Those of them that were not there on that day: not yet founded, closed, or never registered. */
  readonly notThere: readonly string[];
};

/** The most federations one walk looks at; a tree of that many levels and lines is none. */
export const maxWalk = 10_000;

/** True where a federation is there throughout: it began by the first day and did not end before the last (absent: it has not ended). */
export const isThere = ({ from, closedOn }: Pick<Rung, 'from' | 'closedOn'>, first: PlainDate, last?: PlainDate): boolean =>
  (from === undefined || startOf(from) <= first) && (closedOn === undefined || (last !== undefined && startOf(closedOn) >= last));

/** Walks up from these superiors, level by level, as everything stood on a day. */
export async function lineageAbove(superiors: readonly string[], day: PlainDate, read: ReadRung): Promise<Lineage> {
  const path = new Set<string>();
  const notThere: string[] = [];
  for (let level = superiors; level.length > 0; ) {
    const fresh = level.filter((id) => !path.has(id));
    const next: string[] = [];
    for (const id of fresh) {
      if (path.has(id)) continue;
      path.add(id);
      const rung = await read(id);
      if (rung === undefined || !isThere(rung, day, day)) notThere.push(id);
      next.push(...((rung && valueOn(rung.superiors, day)) ?? []));
    }
    if (path.size > maxWalk) throw new RangeError(`more than ${maxWalk} federations stand above one`);
    level = next;
  }
  return { path: [...path], notThere };
}

/** A federation that would stand above itself: since when, and through which of its new superiors. */
export type Loop = { readonly through: string; readonly on: PlainDate };
export type Move = { readonly federation: string; readonly superiors: readonly string[]; readonly from: PlainDate; /** The day of its next move; absent: there is none. */ readonly until?: PlainDate | undefined };

/** Walks up from the new superiors with the days on which each report holds; a loop is one that holds on some day. */
export async function loopOf({ federation, superiors, from, until }: Move, read: ReadRung): Promise<Loop | undefined> {
  const pending: (Span & { readonly id: string; readonly through: string })[] = superiors.map((id) => ({ id, through: id, from, until }));
  const seen = new Set<string>();
  for (let step = pending.shift(); step !== undefined; step = pending.shift()) {
    if (step.id === federation) return { through: step.through, on: step.from };
    const key = `${step.id}@${step.from}..${step.until ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > maxWalk) throw new RangeError(`more than ${maxWalk} reports stand above one federation`);
    for (const report of reportsWithin((await read(step.id))?.superiors ?? [], step)) pending.push({ ...report, through: step.through });
  }
  return undefined;
}

type Span = { readonly from: PlainDate; readonly until?: PlainDate | undefined };

/** To whom one reports within a span of days, each with the part of it in which it does. */
export function reportsWithin(history: readonly Dated<readonly string[]>[], span: Span): readonly (Span & { readonly id: string })[] {
  return history.flatMap(({ on, value }, index) => {
    const next = history[index + 1];
    const from = startOf(on) > span.from ? startOf(on) : span.from;
    const ends = [...(next === undefined ? [] : [startOf(next.on)]), ...(span.until === undefined ? [] : [span.until])].toSorted();
    const [until] = ends;
    return until !== undefined && from >= until ? [] : value.map((id) => ({ id, from, until }));
  });
}
