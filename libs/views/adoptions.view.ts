import type { DutyEvent } from '#campaign';
import type { Instant, PlainDate, SafeInteger, StoredEvent, View } from '#kernel';
import { ruleSetKey, type AdoptionVoided, type RuleSetAdopted } from '#rules';
import { groupOf } from './evaluation-totals.js';

type Version = { readonly id: string; readonly version: number };
/** An adoption that stands: of the set itself, or of one that held above the federation in its stead. */
export type Adopting = { readonly ruleSet: Version; readonly on: PlainDate; readonly own: Version | null; readonly documentNumber: string | null };

/** One federation and one version of a rule set: called up to a campaign held by it, or adopter, or both. */
export type AdoptionRow = {
  readonly federation: string;
  readonly name: string;
  readonly ruleSet: Version;
  /** Campaigns held by it to which the federation was called up, each with all above it then. */
  readonly calledUp: readonly { readonly campaign: string; readonly path: readonly string[] }[];
  /** All that stand, as they were recorded. */
  readonly adoptions: readonly Adopting[];
  /** All that it ever adopted here, void or not: in whose streams its history stands. */
  readonly sets: readonly Version[];
  /** What the last of them says, since the first day of any: who adopts anew what is stricter above it was not late thereby. */
  readonly adopted: Adopting | null;
  /** The last adoption that was declared void, in which words, when and by whom. */
  readonly voided: { readonly ruleSet: Version; readonly on: PlainDate; readonly own: Version | null; readonly reason: string; readonly basis: string | null; readonly at: Instant; readonly by: { readonly office: string; readonly body: string } } | null;
  /** The stricter sets of all adoptions here that were declared void, each once: unions may be held to any of them still. */
  readonly voidedSets: readonly Version[];
};

type Named = { readonly federation: string; readonly ruleSet?: Version; readonly insteadOf?: readonly Version[] };
const setsOf = ({ ruleSet, insteadOf = [] }: Named): readonly Version[] => (ruleSet === undefined ? [] : [ruleSet, ...insteadOf]);
const keysOf = (named: Named): readonly string[] => setsOf(named).map((ruleSet) => `${named.federation}.${ruleSetKey(ruleSet)}`);
/** Of an adoption each of its rows bears the set that its key names. */
const setOf = (named: Named, key: string): Version => setsOf(named).find((ruleSet) => `${named.federation}.${ruleSetKey(ruleSet)}` === key) ?? { id: '', version: 0 };

function calledUp(row: AdoptionRow | undefined, { data: { federation, name, campaign, path, ruleSet } }: StoredEvent<string, Extract<DutyEvent, { type: 'DutiesAssigned' }>['data']>): AdoptionRow | undefined {
  if (ruleSet === undefined) return row;
  return { federation, name, ruleSet, calledUp: [...(row?.calledUp ?? []), { campaign, path }], adoptions: row?.adoptions ?? [], sets: row?.sets ?? [], adopted: row?.adopted ?? null, voided: row?.voided ?? null, voidedSets: row?.voidedSets ?? [] };
}

/** What the last adoption says, since the first day of any. */
function standing(adoptions: readonly Adopting[]): AdoptionRow['adopted'] {
  const last = adoptions.at(-1);
  return last === undefined ? null : { ...last, on: adoptions.map(({ on }) => on).toSorted()[0] ?? last.on };
}

function adopted(row: AdoptionRow | undefined, { data }: StoredEvent<string, RuleSetAdopted['data']>, key: string): AdoptionRow {
  const { federation, name, ruleSet, own, adoptedOn, documentNumber } = data;
  const adoptions = [...(row?.adoptions ?? []), { ruleSet, on: adoptedOn, own: own ?? null, documentNumber: documentNumber ?? null }];
  return { federation, name, ruleSet: setOf(data, key), calledUp: row?.calledUp ?? [], adoptions, sets: withSet(row?.sets ?? [], ruleSet), adopted: standing(adoptions), voided: row?.voided ?? null, voidedSets: row?.voidedSets ?? [] };
}

const withSet = (sets: readonly Version[], one: Version): readonly Version[] => (sets.some((set) => ruleSetKey(set) === ruleSetKey(one)) ? sets : [...sets, one]);

/** As if it had never been adopted, but that it says so. */
function isVoid(row: AdoptionRow | undefined, { metadata: { at, by }, data: { ruleSet, adoptedOn, own, reason, basis } }: StoredEvent<string, AdoptionVoided['data']>): AdoptionRow | undefined {
  if (row === undefined) return row;
  const adoptions = row.adoptions.filter((one) => ruleSetKey(one.ruleSet) !== ruleSetKey(ruleSet));
  const voidedSets = own === undefined ? row.voidedSets : withSet(row.voidedSets, own);
  return { ...row, adoptions, adopted: standing(adoptions), voidedSets, voided: { ruleSet, on: adoptedOn, own: own ?? null, reason, basis: basis ?? null, at, by: { office: by.office, body: by.bodyId } } };
}

/**
 * Counted for campaigns alone: who was never called up is missing nowhere. `adoptedOn.<day>` leaves it to the reader which of these days
 * was late: one adoption is in time for one campaign and late for another.
 */
const contribution = ({ adopted: done }: AdoptionRow): Record<string, SafeInteger> => ({ calledUp: 1, ...(done === null ? {} : { adopted: 1, [`adoptedOn.${done.on}`]: 1 }), ...(done !== null && done.own !== null ? { tightened: 1 } : {}) });

/** Which federations have adopted (转发执行) the rule set of a campaign that they were called up to. */
export const adoptions: View<AdoptionRow> = {
  name: 'adoptions',
  version: 5,
  keysOf: ({ data }) => keysOf(data as Named),
  on: { DutiesAssigned: calledUp, RuleSetAdopted: adopted, AdoptionVoided: isVoid } as View<AdoptionRow>['on'],
  columns: {
    federation: (row) => row.federation,
    name: (row) => row.name,
    ruleSet: (row) => ruleSetKey(row.ruleSet),
    called: (row) => (row.calledUp.length > 0 ? 1 : 0),
    adopted: (row) => (row.adopted === null ? 0 : 1),
    adoptedOn: (row) => row.adopted?.on ?? null,
  },
  searched: ['name'],
  scopes: (row) => [...new Set(row.calledUp.flatMap(({ path }) => path))],
  totals: { groups: (row) => row.calledUp.flatMap(({ campaign, path }) => path.map((federation) => groupOf(campaign, federation))), of: contribution },
};
