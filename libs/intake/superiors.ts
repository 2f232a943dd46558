import { nameKey, type Fault } from '#sheets';
import type { KnownFederation } from './known-register.js';

/** A federation that names may mean: known, or to be added by this import. */
type Named = Pick<KnownFederation, 'id' | 'name' | 'formerNames'>;

/** The unions of the federation itself: 区直属, 本级, 直属单位. */
const itself = /^[区县市省]?(直属|本级|直管|机关本级)(单位|工会|基层工会|基层|工会组织)?$/;
/** What a federation's name may be without. */
const ending = /(总工会|工会联合会|工会委员会|联合工会|工会|办事处)$/;

/** Which federation a name in a workbook means. */
export class Superiors {
  readonly #byId = new Map<string, Named>();
  readonly #exact = new Map<string, Map<string, Named>>();
  readonly #short = new Map<string, Map<string, Named>>();
  /** By names that they bore before, whole or short: those that are borne now go first. */
  readonly #former = new Map<string, Map<string, Named>>();
  readonly #place: string;
  readonly root: KnownFederation;

  /** @param federations the federation that imports first */
  constructor(federations: readonly KnownFederation[]) {
    const [root] = federations;
    if (root === undefined) throw new RangeError('an import is some federation’s');
    this.root = root;
    this.#place = nameKey(root.name).replace(ending, '');
    for (const federation of federations) this.add(federation);
  }

  /** @param id another that a workbook calls it by: nobody's else */
  add(federation: Named, id = federation.id): void {
    const key = nameKey(federation.name);
    for (const one of new Set([federation.id, id])) if (one === federation.id || !this.#byId.has(one)) this.#byId.set(one, federation);
    put(this.#exact, key, federation);
    put(this.#short, this.#shortened(key), federation);
    for (const name of federation.formerNames ?? []) for (const former of new Set([nameKey(name), this.#shortened(nameKey(name))])) put(this.#former, former, federation);
  }

  /** By its id, where two bear one name and a list of ours says which; by its whole name, else by its name without what all bear (`海府街道` for 海府街道总工会), else likewise by a name it bore before, else by being nobody's but the federation's own. */
  find(name: string): { readonly federation: Named } | Fault {
    const key = nameKey(name);
    const named = this.#byId.get(name);
    if (named !== undefined && !this.#exact.has(key)) return { federation: named };
    for (const found of [this.#exact.get(key), this.#short.get(this.#shortened(key)), this.#former.get(key), this.#former.get(this.#shortened(key))]) {
      if (found === undefined) continue;
      const [first] = found.values();
      if (first !== undefined && found.size === 1) return { federation: first };
      return { code: 'superior-ambiguous', field: 'superior', details: { value: name, federations: [...found.keys()].slice(0, 5) } };
    }
    if (itself.test(key)) return { federation: this.root };
    return { code: 'superior-not-known', field: 'superior', details: { value: name } };
  }

  /** Without the district's own name before it, or the 区 that stands for it, which people write or leave out. */
  #shortened(key: string): string {
    const place = this.#place;
    const bare = key.replace(ending, '');
    if (place !== '' && bare.length > place.length && bare.startsWith(place)) return bare.slice(place.length);
    const [kind = ''] = /[区县市省]$/.exec(place) ?? [];
    return kind !== '' && bare.length > 2 && bare.startsWith(kind) ? bare.slice(1) : bare;
  }
}

function put(map: Map<string, Map<string, Named>>, key: string, federation: Named): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, new Map([[federation.id, federation]]));
  else if (!there.has(federation.id)) there.set(federation.id, federation);
}

/** What the name of a new federation tells of it. */
export function kindOfFederation(name: string): { readonly kind: 'street' | 'town' | 'industrial' | 'bureau' | 'direct' | 'general'; readonly line: 'territorial' | 'industrial'; readonly level?: 'town' } {
  if (/街道|办事处/.test(name)) return { kind: 'street', line: 'territorial', level: 'town' };
  if (/[镇乡](总工会|工会.*)?$/.test(name)) return { kind: 'town', line: 'territorial', level: 'town' };
  if (/教育|产业|系统|行业|卫生|建设|交通|财贸|农林|国防/.test(name)) return { kind: 'industrial', line: 'industrial' };
  if (/局/.test(name)) return { kind: 'bureau', line: 'industrial' };
  return { kind: /直属/.test(name) ? 'direct' : 'general', line: 'territorial' };
}
