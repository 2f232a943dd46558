import { nameKey } from '#sheets';
import type { UnionClass } from '#register';

/** A union as the register has it now; what is not known is null. */
export type KnownUnion = {
  readonly id: string;
  readonly name: string;
  readonly class: UnionClass;
  readonly superior: string;
  readonly units: number;
  /** They are counted on a dated list that the register keeps: a number alone changes nothing. */
  readonly unitsListed: boolean;
  readonly members: number | null;
  readonly staff: number | null;
  /** Women among the members, and among the staff. */
  readonly women: number | null;
  readonly womenStaff: number | null;
  readonly industry: string | null;
  readonly code: string | null;
  readonly foundedOn: string | null;
  /** The number of its legal-person certificate. */
  readonly certificate: string | null;
  readonly closedOn: string | null;
  /** Names that it bore before, where it bore others. */
  readonly formerNames?: readonly string[];
  /** Of its last event. */
  readonly revision: number;
};
export type KnownFederation = { readonly id: string; readonly name: string; readonly superiors: readonly string[]; readonly formerNames?: readonly string[]; /** Absent: not asked. */ readonly line?: string; readonly kind?: string | null; readonly level?: string | null; readonly organisationCode?: string | null; /** Since when there is one. */ readonly from?: string | null };

/** What the register knows below the federation that imports. */
export class KnownRegister {
  readonly #byName = new Map<string, KnownUnion[]>();
  readonly #byFormerName = new Map<string, KnownUnion[]>();
  readonly #byCode = new Map<string, KnownUnion>();
  readonly #byId = new Map<string, KnownUnion>();

  /** @param federations the federation itself first, then all below it */
  constructor(
    readonly federations: readonly KnownFederation[],
    unions: Iterable<KnownUnion>,
  ) {
    for (const union of unions) {
      this.#byId.set(union.id, union);
      if (union.code !== null) this.#byCode.set(codeKey(union.code), union);
      put(this.#byName, nameKey(union.name), union);
      for (const name of union.formerNames ?? []) put(this.#byFormerName, nameKey(name), union);
    }
  }

  federation = (id: string): KnownFederation | undefined => this.federations.find((one) => one.id === id);
  byId = (id: string): KnownUnion | undefined => this.#byId.get(id);
  byCode = (code: string): KnownUnion | undefined => this.#byCode.get(codeKey(code));
  /** Unions that bore this name once, and bear another now. */
  formerlyNamed = (name: string): readonly KnownUnion[] => this.#byFormerName.get(nameKey(name)) ?? [];
  /** Unions of this name, those that have ended last. */
  named = (name: string): readonly KnownUnion[] => (this.#byName.get(nameKey(name)) ?? []).toSorted((a, b) => Number(a.closedOn !== null) - Number(b.closedOn !== null));
}

function put(map: Map<string, KnownUnion[]>, key: string, union: KnownUnion): void {
  const alike = map.get(key);
  if (alike === undefined) map.set(key, [union]);
  else alike.push(union);
}

/** Codes that differ by case or hyphen are one. */
export const codeKey = (code: string): string => code.toLowerCase().replaceAll('-', '_');
