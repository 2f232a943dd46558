import type { PlainDate } from '#kernel';
import { DamagedView } from './view-damage.js';
import { momentModulus, momentOf } from './view-digest.js';

/** A federation's totals (no day) and their deltas by day, as of one moment: what is written meanwhile shows in both or neither. */
export const totalsSql = `
  SELECT measure, NULL AS day, value, moment FROM totals WHERE federation = ?
  UNION ALL
  SELECT * FROM (SELECT measure, day, value, NULL FROM deltas WHERE federation = ? ORDER BY day, measure)`;
export type TotalsLine = { readonly measure: string; readonly day: PlainDate | null; readonly value: number; readonly moment: number | null };
export type DeltaLine = { readonly measure: string; readonly day: PlainDate; readonly value: number };

/** The deltas, when they add up to the totals, day by day as by value. @throws DamagedView */
export function provenTotals(view: string, lines: readonly TotalsLine[]): readonly DeltaLine[] {
  const left = new Map<string, { value: number; moment: number }>();
  const deltas: DeltaLine[] = [];
  for (const { measure, day, value, moment } of lines) {
    const sum = left.get(measure) ?? { value: 0, moment: 0 };
    left.set(measure, sum);
    const sign = day === null ? 1 : -1;
    sum.value += sign * value;
    sum.moment = (sum.moment + sign * (day === null ? (moment ?? 0) : momentOf(day, value))) % momentModulus;
    if (day !== null) deltas.push({ measure, day, value });
  }
  for (const [measure, { value, moment }] of left) if (value !== 0 || moment !== 0) throw new DamagedView(view, `the totals of "${measure}"`);
  return deltas;
}

/** Federations in the deltas, with 1 where one of them is not zero; then those in the totals. */
export const groupsSql = `
  SELECT * FROM (SELECT 'deltas' AS place, federation, max(value <> 0) AS counts FROM deltas GROUP BY federation ORDER BY federation)
  UNION ALL
  SELECT 'totals', federation, NULL FROM totals GROUP BY federation`;
export type GroupLine = { readonly place: 'deltas' | 'totals'; readonly federation: string; readonly counts: 0 | 1 | null };

/** The federations, when totals and deltas know the same. @throws DamagedView */
export function provenGroups(view: string, lines: readonly GroupLine[]): readonly string[] {
  const [ofDeltas, ofTotals] = [lines.filter(({ place }) => place === 'deltas'), lines.filter(({ place }) => place === 'totals')];
  const known = new Set(ofTotals.map(({ federation }) => federation));
  if (ofDeltas.length !== known.size || !ofDeltas.every(({ federation }) => known.has(federation))) throw new DamagedView(view, 'the federations of its totals');
  return ofDeltas.filter(({ counts }) => counts === 1).map(({ federation }) => federation);
}
