import { nameKey, type Fault } from '#sheets';
import type { PlannedRow } from './planned.js';
import { given, type RegisterEntry } from './register-entry.js';
import { kindOfFederation, Superiors } from './superiors.js';
import type { RegisterPlanning } from './register-planning.js';

type Planned = { readonly id: string; readonly name: string; readonly entry?: RegisterEntry; readonly above: string; readonly isNew: boolean; readonly faults: readonly Fault[] };

/**
 * The federations of a workbook: rows that tell of one, and, where that is asked for, superiors that rows name and nobody
 * knows. Those may be named before they are told of.
 */
export class FederationPlan {
  readonly #superiors: Superiors;
  readonly #planned = new Map<string, Planned>();
  readonly #root: string;

  constructor(
    entries: readonly RegisterEntry[],
    again: ReadonlyMap<RegisterEntry, Fault>,
    private readonly planning: Pick<RegisterPlanning, 'known' | 'addFederations' | 'sha256'>,
  ) {
    const { federations } = planning.known;
    this.#superiors = new Superiors(federations);
    this.#root = this.#superiors.root.id;
    // First all names, then who reports to whom: rows stand in any order.
    const named = entries.map((entry) => ({ entry, ...this.#named(entry) }));
    for (const { id, entry } of named) if (entry.name !== undefined) this.#superiors.add({ id, name: entry.name });
    for (const [index, { entry, id, isNew }] of named.entries()) {
      const above = entry.superior === undefined ? { id: this.#root } : this.#found(entry.superior);
      const repeated = again.get(entry);
      const faults = [...entry.faults, ...(repeated === undefined ? [] : [repeated]), ...('code' in above ? [above] : [])];
      const known = federations.find((federation) => federation.id === id);
      const elsewhere = known !== undefined && entry.superior !== undefined && !('code' in above) && id !== this.#root && !known.superiors.includes(above.id);
      if (elsewhere) faults.push({ code: 'federation-elsewhere', field: 'superior', details: { federation: id, superior: known.superiors[0] ?? '—' } });
      // A row that is told again keeps a place of its own.
      this.#planned.set(repeated === undefined ? id : `${id}#${index}`, { id, name: entry.name ?? '', entry, above: 'code' in above ? this.#root : above.id, isNew, faults });
    }
  }

  #named(entry: RegisterEntry): { readonly id: string; readonly isNew: boolean } {
    const key = nameKey(entry.name ?? '');
    const known = this.planning.known.federations.find(({ name }) => nameKey(name) === key);
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
    return planned !== undefined && planned.isNew && (planned.faults.length > 0 || this.#chain(id) === undefined || this.#chain(id)?.some((above) => (this.#planned.get(above)?.faults.length ?? 0) > 0) === true);
  };

  /** Those above it that are new too, the nearest first; nothing where they go round in a ring. */
  #chain(id: string): readonly string[] | undefined {
    const chain: string[] = [];
    for (let above = this.#planned.get(id)?.above; above !== undefined && this.#planned.get(above)?.isNew === true; above = this.#planned.get(above)?.above) {
      if (above === id || chain.includes(above)) return undefined;
      chain.push(above);
    }
    return chain;
  }

  /** Rows of federations, those above before those below. */
  rows(): readonly PlannedRow[] {
    const depth = ({ id }: Planned): number => this.#chain(id)?.length ?? 0;
    return [...this.#planned.values()].toSorted((a, b) => depth(a) - depth(b)).map((planned) => this.#row(planned));
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
