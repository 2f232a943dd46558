import { nameKey, type Fault } from '#sheets';
import { founding, otherwise } from './federation-notes.js';
import type { KnownFederation } from './known-register.js';
import type { PlannedRow } from './planned.js';
import { given, type RegisterEntry, type SeenEntry } from './register-entry.js';
import { kindOfFederation, Superiors } from './superiors.js';
import type { RegisterPlanning } from './register-planning.js';

/** The most federations above one; whoever has more above it is taken to go round in a ring. */
const deepest = 100;

type Planned = { readonly id: string; readonly name: string; readonly entry?: RegisterEntry; readonly above: readonly string[]; readonly isNew: boolean; readonly faults: readonly Fault[]; readonly notes: readonly Fault[] };
type Named = SeenEntry & { readonly id: string; readonly isNew: boolean; readonly fault?: Fault; readonly note?: Fault };

/**
 * The federations of a workbook: rows that tell of one, and, where that is asked for, superiors that rows name and nobody
 * knows. Those may be named before they are told of.
 */
export class FederationPlan {
  readonly #superiors: Superiors;
  readonly #planned = new Map<string, Planned>();
  readonly #byName = new Map<string, KnownFederation>();
  readonly #byId: ReadonlyMap<string, KnownFederation>;
  /** Where each was told of first, by its id and by the id that its row gives. */
  readonly #told = new Map<string, { readonly sheet: string; readonly row: number }>();
  readonly #root: string;

  constructor(
    seen: readonly SeenEntry[],
    private readonly planning: Pick<RegisterPlanning, 'known' | 'addFederations' | 'keepIds' | 'sha256'>,
  ) {
    const { federations } = planning.known;
    this.#superiors = new Superiors(federations);
    this.#root = this.#superiors.root.id;
    this.#byId = new Map(federations.map((federation) => [federation.id, federation]));
    for (const federation of federations) if (!this.#byName.has(nameKey(federation.name))) this.#byName.set(nameKey(federation.name), federation);
    for (const federation of federations) for (const name of federation.formerNames ?? []) if (!this.#byName.has(nameKey(name))) this.#byName.set(nameKey(name), federation);
    // First all names, then who reports to whom: rows stand in any order.
    const named = seen.map((one) => this.#named(one));
    for (const { id, entry } of named) if (entry.name !== undefined) this.#superiors.add({ id, name: this.#byId.get(id)?.name ?? entry.name, formerNames: [entry.name] }, entry.id);
    for (const [index, one] of named.entries()) this.#plan(one, index);
  }

  #plan({ entry, again, id, isNew, fault, note }: Named, index: number): void {
    const found = [...(entry.superior === undefined ? [] : [entry.superior]), ...(entry.alsoBelow ?? [])].map((name) => this.#found(name));
    const above = [...new Set(found.flatMap((one) => ('code' in one ? [] : [one.id])))];
    const faults = [...entry.faults, ...(fault === undefined ? [] : [fault]), ...(again === undefined ? [] : [again]), ...found.flatMap((one) => ('code' in one ? [one] : []))];
    const known = this.#byId.get(id);
    const elsewhere = known !== undefined && id !== this.#root && above.some((one) => !known.superiors.includes(one));
    if (elsewhere) faults.push({ code: 'federation-elsewhere', field: 'superior', details: { federation: id, superior: this.#byId.get(known.superiors[0] ?? '')?.name ?? known.superiors[0] ?? '—' } });
    const notes = [...(note === undefined ? [] : [note]), ...(known === undefined ? founding(entry) : [...otherwise(entry, known), ...this.#leftOut(known, above)])];
    // A row that is told again keeps a place of its own.
    this.#planned.set(again === undefined ? id : `${id}#${index}`, { id, name: entry.name ?? '', entry, above: above.length === 0 ? [this.#root] : above, isNew, faults, notes });
  }

  /** Superiors that the register has and a row that names others of them does not; none that this import does not know. */
  #leftOut(known: KnownFederation, above: readonly string[]): readonly Fault[] {
    const superiors = above.length === 0 || known.id === this.#root ? [] : known.superiors.flatMap((id) => (above.includes(id) ? [] : (this.#byId.get(id)?.name ?? [])));
    return superiors.length === 0 ? [] : [{ code: 'superiors-left-out', field: 'alsoBelow', details: { superiors } }];
  }

  /** Which federation a row is about; a row that tells of one again is told so. */
  #named({ entry, again }: SeenEntry): Named {
    const { id: own, sheet, row } = entry;
    const found = this.#which(entry);
    const first = this.#told.get(found.id) ?? this.#told.get(own ?? found.id);
    const twice = again ?? (first === undefined ? undefined : { code: 'same-union-twice', field: own === undefined ? 'name' : 'id', details: first });
    if (twice !== undefined) return { entry, ...found, again: twice };
    for (const id of [found.id, own ?? found.id]) this.#told.set(id, { sheet, row });
    return { entry, ...found };
  }

  /** By the register's id, else by its name, which is told where the row gives another id; an id that nobody has is kept where that is asked for. */
  #which({ id, name = '' }: RegisterEntry): Omit<Named, keyof SeenEntry> {
    const byId = id === undefined ? undefined : this.#byId.get(id);
    if (byId !== undefined) return { id: byId.id, isNew: false };
    const byName = this.#byName.get(nameKey(name));
    if (id === undefined) return byName === undefined ? { id: this.#newId(name), isNew: true } : { id: byName.id, isNew: false };
    // Two of one name and two ids are two: the second is not the known one as well.
    if (byName !== undefined && !this.#told.has(byName.id)) return { id: byName.id, isNew: false, note: { code: 'federation-other-id', field: 'id', details: { value: id, known: byName.id } } };
    return { id, isNew: true, ...(this.planning.keepIds ? {} : { fault: { code: 'id-not-known', field: 'id', details: { value: id } } }) };
  }

  #newId = (name: string): string => `f_${this.planning.sha256(`${this.#root}\n${nameKey(name)}`).slice(0, 24)}`;

  #found(name: string): { readonly id: string } | Fault {
    const found = this.#superiors.find(name);
    if (!('code' in found)) return { id: found.federation.id };
    if (found.code !== 'superior-not-known' || !this.planning.addFederations) return found;
    const id = this.#newId(name);
    this.#superiors.add({ id, name });
    this.#planned.set(id, { id, name, above: [this.#root], isNew: true, faults: [], notes: [] });
    return { id };
  }

  /** The federation that a row's superior is; a fault where there is none, or where the row that tells of it is refused. */
  superior(name: string): { readonly id: string } | Fault {
    const found = this.#found(name);
    if ('code' in found) return found;
    return this.#refused(found.id) ? { code: 'superior-refused', field: 'superior', details: { value: name } } : found;
  }

  #refused = (id: string): boolean => {
    const planned = this.#planned.get(id);
    if (planned === undefined || !planned.isNew) return false;
    const chain = planned.faults.length > 0 ? undefined : this.#chain(id);
    return chain === undefined || chain.some((above) => (this.#planned.get(above)?.faults.length ?? 0) > 0 || this.#chain(above) === undefined);
  };

  #newAbove = (id: string): readonly string[] => (this.#planned.get(id)?.above ?? []).filter((above) => this.#planned.get(above)?.isNew === true);

  /** Those above it that are new too, through both lines, the nearest first; nothing where they go round in a ring. */
  #chain(id: string): readonly string[] | undefined {
    const chain = new Set<string>();
    const next = [...this.#newAbove(id)];
    for (const above of next) {
      if (above === id || chain.size >= deepest) return undefined;
      if (chain.has(above)) continue;
      chain.add(above);
      next.push(...this.#newAbove(above));
    }
    return [...chain];
  }

  row(id: string): PlannedRow | undefined {
    const planned = this.#planned.get(id);
    return planned === undefined ? undefined : this.#row(planned);
  }

  /** Rows of federations, those above before those below; of those that are only named, `named` says by its id which are. */
  rows(named: (id: string) => boolean): readonly PlannedRow[] {
    const told = [...this.#planned.values()].filter(({ entry }) => entry !== undefined);
    const above = new Set(told.filter(({ id, isNew }) => isNew && !this.#refused(id)).flatMap((planned) => planned.above));
    const wanted = [...this.#planned.values()].filter(({ id, entry }) => entry !== undefined || named(id) || above.has(id));
    // Whoever stands above another has fewer above it.
    const deep = wanted.map((planned) => ({ planned, depth: this.#chain(planned.id)?.length ?? 0 }));
    return deep.toSorted((a, b) => a.depth - b.depth).map(({ planned }) => this.#row(planned));
  }

  #row(planned: Planned): PlannedRow {
    const { id, name, entry, above, isNew, notes } = planned;
    const { faults: _own, ...read } = entry ?? { sheet: '', row: 0, name, faults: [] };
    const base: PlannedRow = { sheet: read.sheet, row: read.row, what: 'federation', outcome: 'refused', id, entry: read, changes: [], commands: [], notes: [], faults: planned.faults };
    if (this.#chain(id) === undefined) return { ...base, faults: [...base.faults, { code: 'superior-loop', field: 'superior', details: { value: entry?.superior ?? '' } }] };
    if (base.faults.length > 0) return base;
    if (!isNew) return { ...base, outcome: 'unchanged', notes };
    if (this.#refused(id)) return { ...base, faults: [{ code: 'superior-refused', field: 'superior', details: { value: entry?.superior ?? '' } }] };
    const data = { name, superiors: above, ...bodyOf(name, entry), ...given({ code: entry?.code, from: entry?.foundedOn?.startsWith('--') === true ? undefined : entry?.foundedOn }) };
    return { ...base, outcome: 'added', notes, commands: [{ category: 'federation', id, type: 'RegisterFederation', data }] };
  }
}

/** What it is, as the row says; a list that tells of no line leaves it to the name. */
function bodyOf(name: string, entry: RegisterEntry | undefined) {
  const { federationKind: kind, line, level } = entry ?? {};
  return { ...(line === undefined ? kindOfFederation(name) : {}), ...given({ kind, line, level }) };
}
