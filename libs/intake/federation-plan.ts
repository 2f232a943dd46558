import { nameKey, type Fault } from '#sheets';
import type { KnownFederation } from './known-register.js';
import type { PlannedRow } from './planned.js';
import { given, type RegisterEntry, type SeenEntry } from './register-entry.js';
import { kindOfFederation, Superiors } from './superiors.js';
import type { RegisterPlanning } from './register-planning.js';

/** The most federations one above the other; whoever has more above it is taken to go round in a ring. */
const deepest = 100;

type Planned = { readonly id: string; readonly name: string; readonly entry?: RegisterEntry; readonly above: string; readonly isNew: boolean; readonly faults: readonly Fault[] };

/**
 * The federations of a workbook: rows that tell of one, and, where that is asked for, superiors that rows name and nobody
 * knows. Those may be named before they are told of.
 */
export class FederationPlan {
  readonly #superiors: Superiors;
  readonly #planned = new Map<string, Planned>();
  readonly #byName = new Map<string, KnownFederation>();
  readonly #byId: ReadonlyMap<string, KnownFederation>;
  readonly #root: string;

  constructor(
    seen: readonly SeenEntry[],
    private readonly planning: Pick<RegisterPlanning, 'known' | 'addFederations' | 'sha256'>,
  ) {
    const { federations } = planning.known;
    this.#superiors = new Superiors(federations);
    this.#root = this.#superiors.root.id;
    this.#byId = new Map(federations.map((federation) => [federation.id, federation]));
    for (const federation of federations) if (!this.#byName.has(nameKey(federation.name))) this.#byName.set(nameKey(federation.name), federation);
    for (const federation of federations) for (const name of federation.formerNames ?? []) if (!this.#byName.has(nameKey(name))) this.#byName.set(nameKey(name), federation);
    // First all names, then who reports to whom: rows stand in any order.
    const named = seen.map((one) => ({ ...one, ...this.#named(one.entry) }));
    for (const { id, entry } of named) if (entry.name !== undefined) this.#superiors.add({ id, name: this.#byId.get(id)?.name ?? entry.name });
    for (const [index, one] of named.entries()) this.#plan(one, index);
  }

  #plan({ entry, again, id, isNew }: SeenEntry & { readonly id: string; readonly isNew: boolean }, index: number): void {
    const above = entry.superior === undefined ? { id: this.#root } : this.#found(entry.superior);
    const faults = [...entry.faults, ...(again === undefined ? [] : [again]), ...('code' in above ? [above] : [])];
    const known = this.#byId.get(id);
    const elsewhere = known !== undefined && entry.superior !== undefined && !('code' in above) && id !== this.#root && !known.superiors.includes(above.id);
    if (elsewhere) faults.push({ code: 'federation-elsewhere', field: 'superior', details: { federation: id, superior: this.#byId.get(known.superiors[0] ?? '')?.name ?? known.superiors[0] ?? '—' } });
    // A row that is told again keeps a place of its own.
    this.#planned.set(again === undefined ? id : `${id}#${index}`, { id, name: entry.name ?? '', entry, above: 'code' in above ? this.#root : above.id, isNew, faults });
  }

  #named(entry: RegisterEntry): { readonly id: string; readonly isNew: boolean } {
    const known = this.#byName.get(nameKey(entry.name ?? ''));
    return known === undefined ? { id: this.#newId(entry.name ?? ''), isNew: true } : { id: known.id, isNew: false };
  }

  #newId = (name: string): string => `f_${this.planning.sha256(`${this.#root}\n${nameKey(name)}`).slice(0, 24)}`;

  #found(name: string): { readonly id: string } | Fault {
    const found = this.#superiors.find(name);
    if (!('code' in found)) return { id: found.federation.id };
    if (found.code !== 'superior-not-known' || !this.planning.addFederations) return found;
    const id = this.#newId(name);
    this.#superiors.add({ id, name });
    this.#planned.set(id, { id, name, above: this.#root, isNew: true, faults: [] });
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
    return chain === undefined || chain.some((above) => (this.#planned.get(above)?.faults.length ?? 0) > 0);
  };

  /** Those above it that are new too, the nearest first; nothing where they go round in a ring. */
  #chain(id: string): readonly string[] | undefined {
    const chain = new Set<string>();
    for (let above = this.#planned.get(id)?.above; above !== undefined && this.#planned.get(above)?.isNew === true; above = this.#planned.get(above)?.above) {
      if (above === id || chain.has(above) || chain.size >= deepest) return undefined;
      chain.add(above);
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
    const above = new Set(told.filter(({ id, isNew }) => isNew && !this.#refused(id)).map((planned) => planned.above));
    const wanted = [...this.#planned.values()].filter(({ id, entry }) => entry !== undefined || named(id) || above.has(id));
    const deep = wanted.map((planned) => ({ planned, depth: this.#chain(planned.id)?.length ?? 0 }));
    return deep.toSorted((a, b) => a.depth - b.depth).map(({ planned }) => this.#row(planned));
  }

  #row(planned: Planned): PlannedRow {
    const { id, name, entry, above, isNew } = planned;
    const { faults: _own, ...read } = entry ?? { sheet: '', row: 0, name, faults: [] };
    const base: PlannedRow = { sheet: read.sheet, row: read.row, what: 'federation', outcome: 'refused', id, entry: read, changes: [], commands: [], notes: [], faults: planned.faults };
    if (this.#chain(id) === undefined) return { ...base, faults: [...base.faults, { code: 'superior-loop', field: 'superior', details: { value: entry?.superior ?? '' } }] };
    if (base.faults.length > 0) return base;
    if (!isNew) return { ...base, outcome: 'unchanged' };
    if (this.#refused(id)) return { ...base, faults: [{ code: 'superior-refused', field: 'superior', details: { value: entry?.superior ?? '' } }] };
    const data = { name, superiors: [above], ...kindOfFederation(name), ...given({ code: entry?.code, from: entry?.foundedOn?.startsWith('--') === true ? undefined : entry?.foundedOn }) };
    return { ...base, outcome: 'added', commands: [{ category: 'federation', id, type: 'RegisterFederation', data }] };
  }
}
