import type { GroupId, PlainDate } from '#kernel';
import { DamagedView } from './view-damage.js';
import { momentModulus, sealOf, weightOf } from './view-digest.js';

/** The measure under which a group's seal stands among its totals; no view's measure is empty. */
export const sealed = '';

/**
 * Running totals of some groups (a JSON list) with their seals, a line a group: a few hundred measures come as two lists of JSON, which
 * takes a fifth of the time of as many lines. What is no text, or no whole number, comes as null.
 */
export const totalsSql = `
  SELECT federation, json_group_array(CASE typeof(measure) WHEN 'text' THEN measure END) AS measures, json_group_array(CASE typeof(value) WHEN 'integer' THEN value END) AS sums
  FROM totals WHERE federation IN (SELECT value FROM json_each(?)) GROUP BY federation`;
export type TotalsLine = { readonly federation: GroupId; readonly measures: string; readonly sums: string };

/**
 * Where the totals of some groups (a JSON list) stand: a group's seal, and beside it, in place of a moment, how often they were written, modulo
 * {@link momentModulus}. Both the same as before: nothing was written.
 */
export const standsSql = `SELECT federation, value AS seal, moment AS writes FROM totals WHERE measure = '${sealed}' AND federation IN (SELECT value FROM json_each(?))`;
export type StandsLine = { readonly federation: GroupId; readonly seal: number; readonly writes: number };

/** How many groups' proven sums a reader keeps. */
const maxKept = 2_000;

/**
 * Sums that were proven, with the very line they were read from: the same line again proves the same, and gives the same object.
 * A board reads some twenty groups, few of which have changed since the one before.
 */
export class ProvenTotals {
  readonly #kept = new Map<GroupId, { readonly line: TotalsLine; readonly sums: Readonly<Record<string, number>> }>();
  readonly #stands = new Map<GroupId, StandsLine>();

  constructor(private readonly view: string) {}

  /**
   * The sums of groups, where they stand so: of those that stand as they did, the sums proven then; `read` gives the lines of the others. To be
   * asked within one snapshot. @throws DamagedView
   */
  standing(groups: readonly GroupId[], stands: readonly StandsLine[], read: (groups: readonly GroupId[]) => readonly TotalsLine[]): ReadonlyMap<GroupId, Readonly<Record<string, number>>> {
    const [now, sums] = [new Map(stands.map((line) => [line.federation, line])), new Map<GroupId, Readonly<Record<string, number>>>()];
    // One without a seal is looked at as well: totals may be there that lost it.
    const others = groups.filter((group) => {
      const [line, before, kept] = [now.get(group), this.#stands.get(group), this.#kept.get(group)];
      const same = line !== undefined && kept !== undefined && before?.seal === line.seal && before.writes === line.writes;
      if (same) sums.set(group, kept.sums);
      return !same;
    });
    if (others.length === 0) return sums;
    for (const [group, proven] of this.of(read(others))) {
      const line = now.get(group);
      sums.set(group, proven);
      if (line !== undefined) this.#stands.set(group, line);
    }
    return sums;
  }

  /** The sums of each group, zeros left out, when its seal is the sum of what its measures seal. @throws DamagedView */
  of(lines: readonly TotalsLine[]): ReadonlyMap<GroupId, Readonly<Record<string, number>>> {
    return new Map(lines.map((line) => [line.federation, this.#group(line)]));
  }

  /** Forgets all: another file serves. */
  clear(): void {
    this.#kept.clear();
    this.#stands.clear();
  }

  #group(line: TotalsLine): Readonly<Record<string, number>> {
    const kept = this.#kept.get(line.federation);
    if (kept?.line.sums === line.sums && kept.line.measures === line.measures) return kept.sums;
    const sums = provenGroup(this.view, line);
    if (this.#kept.size >= maxKept) this.clear();
    this.#kept.set(line.federation, { line, sums });
    return sums;
  }
}

function provenGroup(view: string, { federation, ...line }: TotalsLine): Record<string, number> {
  const damaged = () => new DamagedView(view, `the totals of "${federation}"`);
  const [measures, values] = [JSON.parse(line.measures) as (string | null)[], JSON.parse(line.sums) as (number | null)[]];
  const sums: Record<string, number> = {};
  let left = 0;
  for (const [index, measure] of measures.entries()) {
    const value = values[index];
    if (measure === null || typeof value !== 'number') throw damaged();
    left = (left + (measure === sealed ? value : -sealOf(federation, measure, value))) % momentModulus;
    if (measure !== sealed && value !== 0) sums[measure] = value;
  }
  if (left !== 0) throw damaged();
  return sums;
}

/**
 * A group's totals, and its deltas summed up in the database: up to a day, in all, and weighted by day. As of one moment:
 * what is written meanwhile shows in both or neither. A day without its weight makes the weighted sum wrong.
 */
export const totalsAsOfSql = asOfSql('');
/** The same of some measures only (a JSON list, twice), which takes a quarter of the time: a measure is proven by itself. */
export const fewTotalsAsOfSql = asOfSql('AND measure IN (SELECT value FROM json_each(?))');

function asOfSql(also: string): string {
  return `
  SELECT 'totals' AS place, measure, value, value AS inAll, moment FROM totals WHERE federation = ? AND measure <> '${sealed}' ${also}
  UNION ALL
  SELECT 'deltas', measure, sum(CASE WHEN deltas.day <= ? THEN value ELSE 0 END), sum(value), sum(value % ${momentModulus} * weight % ${momentModulus}) % ${momentModulus}
  FROM deltas LEFT JOIN days USING (day) WHERE federation = ? ${also} GROUP BY measure`;
}

/** A group's deltas one by one. */
export const deltasSql = `
  SELECT 'totals' AS place, measure, NULL AS day, value, moment FROM totals WHERE federation = ? AND measure <> '${sealed}'
  UNION ALL
  SELECT * FROM (SELECT 'deltas', measure, day, value, NULL FROM deltas WHERE federation = ? ORDER BY day, measure)`;
export type AsOfLine = { readonly place: 'totals' | 'deltas'; readonly measure: string; readonly value: number; readonly inAll: number; readonly moment: number };
export type DeltaLine = { readonly place: 'totals' | 'deltas'; readonly measure: string; readonly day: PlainDate; readonly value: number; readonly moment: number };

/** The sums up to the day, zeros left out, when the deltas in all add up to the totals, day by day as by value. @throws DamagedView */
export function provenAsOf(view: string, lines: readonly AsOfLine[]): Record<string, number> {
  const proof = new Proof(view);
  const sums: Record<string, number> = {};
  for (const { place, measure, value, inAll, moment } of lines) {
    proof.add(place, measure, { value: inAll, moment });
    if (place === 'deltas' && value !== 0) sums[measure] = value;
  }
  proof.hold();
  return sums;
}

/** The deltas, when they add up to the totals. @throws DamagedView */
export function provenDeltas(view: string, lines: readonly DeltaLine[]): readonly DeltaLine[] {
  const proof = new Proof(view);
  for (const { place, measure, day, value, moment } of lines) proof.add(place, measure, { value, moment: place === 'totals' ? moment : (value % momentModulus) * weightOf(day) });
  proof.hold();
  return lines.filter(({ place }) => place === 'deltas');
}

/** That totals and deltas say the same of each measure. */
class Proof {
  readonly #left = new Map<string, { value: number; moment: number }>();

  constructor(private readonly view: string) {}

  add(place: 'totals' | 'deltas', measure: string, { value, moment }: { readonly value: number; readonly moment: number | null }): void {
    const left = this.#left.get(measure) ?? { value: 0, moment: 0 };
    this.#left.set(measure, left);
    const sign = place === 'totals' ? 1 : -1;
    left.value += sign * value;
    left.moment = (left.moment + sign * ((moment ?? 0) % momentModulus)) % momentModulus;
  }

  hold(): void {
    for (const [measure, { value, moment }] of this.#left) if (value !== 0 || moment !== 0) throw new DamagedView(this.view, `the totals of "${measure}"`);
  }
}

/** Groups in the deltas, with 1 where one of them is not zero; then those in the totals. */
export const groupsSql = `
  SELECT * FROM (SELECT 'deltas' AS place, federation, max(value <> 0) AS counts FROM deltas GROUP BY federation ORDER BY federation)
  UNION ALL
  SELECT 'totals', federation, NULL FROM totals GROUP BY federation`;
export type GroupLine = { readonly place: 'deltas' | 'totals'; readonly federation: GroupId; readonly counts: 0 | 1 | null };

/** The groups, when totals and deltas know the same. @throws DamagedView */
export function provenGroups(view: string, lines: readonly GroupLine[]): readonly GroupId[] {
  const [ofDeltas, ofTotals] = [lines.filter(({ place }) => place === 'deltas'), lines.filter(({ place }) => place === 'totals')];
  const known = new Set(ofTotals.map(({ federation }) => federation));
  if (ofDeltas.length !== known.size || !ofDeltas.every(({ federation }) => known.has(federation))) throw new DamagedView(view, 'the groups of its totals');
  return ofDeltas.filter(({ counts }) => counts === 1).map(({ federation }) => federation);
}
