import type { PartialDate } from '#kernel';
import { nameKey, type Fault } from '#sheets';
import { codeKey, type KnownUnion } from './known-register.js';
import { FederationPlan } from './federation-plan.js';
import { refusedRow, type PlannedRow } from './planned.js';
import { certificateOf, changesOf, type RegisterTexts } from './register-changes.js';
import { given, type RegisterEntry, type SeenEntry } from './register-entry.js';
import type { RegisterPlanning } from './register-planning.js';
import { isOfEveryStreet, Twice } from './twice.js';

/** Faults that only show beside other rows or the register. */
export const registerPlanFaultCodes = ['same-union-twice', 'same-code-twice', 'superior-not-known', 'superior-ambiguous', 'superior-refused', 'superior-loop', 'federation-elsewhere', 'union-elsewhere', 'union-renamed', 'union-ended', 'id-not-known', 'headcount-without-members', 'founded-otherwise', 'certificate-otherwise', 'units-otherwise', 'units-fewer', 'superior-of-import', 'federation-otherwise', 'federation-other-id', 'superiors-left-out', 'founding-without-year'] as const;

/**
 * What each row of a register would do. It knows all rows that tell of federations before the first union is asked about, since
 * rows stand in any order; unions may then go by one at a time.
 */
export class RegisterPlan {
  readonly #federations: FederationPlan;
  /** Where each union was told of first, by its id: superiors that are spelt in two ways are one. */
  readonly #told = new Map<string, Pick<PlannedRow, 'sheet' | 'row'>>();
  /** Federations that good rows report to. */
  readonly #needed = new Set<string>();

  constructor(
    federations: readonly SeenEntry[],
    private readonly planning: RegisterPlanning,
  ) {
    this.#federations = new FederationPlan(federations, planning);
  }

  /** What a union's row becomes: commands, or a refusal for all its faults at once. `then`: the union as it was on the day that the workbook is of. */
  union({ entry, again }: SeenEntry, then?: KnownUnion): PlannedRow {
    const row = plannedUnion(entry, { again, federations: this.#federations, ...this.planning, ...given({ then }) });
    if (row.id === undefined || row.outcome === 'refused') return row;
    const { sheet, row: first } = this.#told.get(row.id) ?? row;
    if (sheet !== row.sheet || first !== row.row) return refusedRow(row, { code: 'same-union-twice', field: 'name', details: { sheet, row: first } });
    this.#told.set(row.id, { sheet, row: first });
    return row;
  }

  /** The row that tells of a federation by its id, or that adds it because others name it. */
  federation = (id: string): PlannedRow | undefined => this.#federations.row(id);

  /** To be told of each row of a union as it is judged in the end: a federation that nobody told of is added where a good row needs it. */
  judged({ commands }: PlannedRow): void {
    for (const { data } of commands) if (typeof data['superior'] === 'string') this.#needed.add(data['superior']);
  }

  /** The rows of federations, those above before those below, with those that good rows of unions named and nobody knew: to be asked for last, and done first. */
  federations(): readonly PlannedRow[] {
    return this.#federations.rows((id) => this.#needed.has(id));
  }
}

/** All rows of a register at once, in the order in which they have to be done. */
export function planRegister(entries: readonly RegisterEntry[], planning: RegisterPlanning): readonly PlannedRow[] {
  const twice = new Twice();
  const seen = entries.map((entry): SeenEntry => {
    const again = twice.see(entry);
    return again === undefined ? { entry } : { entry, again };
  });
  const plan = new RegisterPlan(seen.filter(({ entry }) => entry.what === 'federation'), planning);
  const unions = seen.filter(({ entry }) => entry.what === 'union').map((one) => plan.union(one));
  for (const row of unions) plan.judged(row);
  return [...plan.federations(), ...unions];
}

type Beside = RegisterPlanning & { readonly again: Fault | undefined; readonly federations: FederationPlan; readonly then?: KnownUnion };

function plannedUnion(entry: RegisterEntry, beside: Beside): PlannedRow {
  const { faults: own, ...read } = entry;
  const base: PlannedRow = { sheet: entry.sheet, row: entry.row, what: 'union', outcome: 'refused', entry: read, changes: [], commands: [], notes: [], faults: [...own, ...(beside.again === undefined ? [] : [beside.again])] };
  const superior = entry.superior === undefined ? undefined : beside.federations.superior(entry.superior);
  const above = superior === undefined ? undefined : 'code' in superior ? superior : superior.id;
  const faults = [...base.faults, ...(typeof above === 'object' ? [above] : [])];
  const superiorId = typeof above === 'string' ? above : undefined;
  const found = faults.some(({ code }) => code === 'name-missing') ? undefined : match(entry, superiorId ?? (entry.superior === undefined ? beside.known.federations[0]?.id : undefined), beside);
  const all = found !== undefined && 'code' in found ? [...faults, found] : faults;
  if (all.length > 0 || found === undefined || 'code' in found) return { ...base, faults: all };
  if ('union' in found) return changed(base, entry, { union: beside.then ?? found.union, superior: superiorId, on: beside.on, texts: beside.texts });
  return added(base, entry, { id: found.id, superior: superiorId ?? beside.known.federations[0]?.id ?? '', notes: superiorId === undefined ? [{ code: 'superior-of-import', field: 'superior', details: { value: beside.known.federations[0]?.name ?? '' } }] : [] });
}

/** The union a row is about: by the register's id, by its code, by its name below its superior. Or the id of a new one. */
function match(entry: RegisterEntry, superior: string | undefined, { known, keepIds, sha256 }: Beside): { readonly union: KnownUnion } | { readonly id: string } | Fault {
  const { id, code, name = '' } = entry;
  if (id !== undefined) {
    const union = known.byId(id);
    if (union !== undefined) return standing(union);
    return keepIds ? { id } : { code: 'id-not-known', field: 'id', details: { value: id } };
  }
  const coded = code === undefined ? undefined : known.byCode(code);
  if (coded !== undefined) return standing(coded);
  // Another code is another union, whatever its name.
  const alike = known.named(name).filter((union) => code === undefined || union.code === null);
  const here = alike.find((union) => union.superior === superior);
  if (here !== undefined) return standing(here);
  // One of that name elsewhere may have moved here, unless it bears a name that every street has one of.
  const [elsewhere] = isOfEveryStreet(name) ? [] : alike.filter(({ closedOn }) => closedOn === null);
  if (elsewhere !== undefined && superior !== undefined) return { code: 'union-elsewhere', field: 'superior', details: { union: elsewhere.id, superior: known.federation(elsewhere.superior)?.name ?? elsewhere.superior } };
  const [before] = known.formerlyNamed(name).filter((union) => union.superior === superior && union.closedOn === null && (code === undefined || union.code === null));
  if (before !== undefined) return { code: 'union-renamed', field: 'name', details: { union: before.id, name: before.name } };
  const made = newId(entry, superior ?? '', sha256);
  const renamed = known.byId(made);
  return renamed === undefined ? { id: made } : { code: 'union-renamed', field: 'name', details: { union: made, name: renamed.name } };
}

const standing = (union: KnownUnion): { readonly union: KnownUnion } | Fault => (union.closedOn === null ? { union } : { code: 'union-ended', details: { union: union.id, closedOn: union.closedOn } });

/** The most characters of an id that come from a code; the alphabet of ids is narrow. */
const longestCode = 29;

/** The same row makes the same id, whoever imports it, however often: from the code, else from superior and name. */
export function newId({ code, name = '' }: Pick<RegisterEntry, 'code' | 'name'>, superior: string, sha256: (text: string) => string): string {
  const key = code === undefined ? '' : codeKey(code);
  return key !== '' && key.length <= longestCode && /^[a-z0-9_]+$/.test(key) ? `c_${key}` : `u_${sha256(`${superior}\n${nameKey(name)}`).slice(0, 24)}`;
}

function changed(base: PlannedRow, entry: RegisterEntry, { union, superior, on, texts }: { readonly union: KnownUnion; readonly superior: string | undefined; readonly on: PartialDate; readonly texts: RegisterTexts }): PlannedRow {
  const found = changesOf(entry, union, { superior, on, texts });
  const outcome = found.faults.length > 0 ? 'refused' : found.commands.length > 0 ? 'changed' : 'unchanged';
  return { ...base, id: union.id, revision: union.revision, ...found, outcome, ...(outcome === 'refused' ? { commands: [] } : {}) };
}

function added(base: PlannedRow, entry: RegisterEntry, { id, superior, notes }: { readonly id: string; readonly superior: string; readonly notes: readonly Fault[] }): PlannedRow {
  const { name, class: kind, units, foundedOn, members, women, staff, womenStaff, industry, code } = entry;
  const data = { name, class: kind, superior, ...given({ units: kind === 'jointUnion' ? units : undefined, foundedOn, members, women, staff, womenStaff, industry, code }) };
  const certificate = certificateOf(entry);
  return { ...base, id, notes, outcome: 'added', commands: [{ category: 'union', id, type: 'RegisterUnion', data }, ...(certificate === undefined ? [] : [{ category: 'union', id, type: 'RecordCertificate', data: certificate }])] };
}
