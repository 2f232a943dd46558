import type { DutyEvent } from '#campaign';
import type { Instant, PlainDate, SafeInteger, StoredEvent, View } from '#kernel';
import { ruleSetKey, type AdoptionVoided, type RuleSetAdopted } from '#rules';
import { groupOf } from './evaluation-totals.js';

/** One federation and one version of a rule set: called up to a campaign held by it, or adopter, or both. */
export type AdoptionRow = {
  readonly federation: string;
  readonly name: string;
  readonly ruleSet: { readonly id: string; readonly version: number };
  /** Campaigns held by it to which the federation was called up, each with all above it then. */
  readonly calledUp: readonly { readonly campaign: string; readonly path: readonly string[] }[];
  readonly adopted: { readonly on: PlainDate; readonly own: { readonly id: string; readonly version: number } | null; readonly documentNumber: string | null } | null;
  /** The last adoption that was declared void, in which words, when and by whom. */
  readonly voided: { readonly on: PlainDate; readonly own: { readonly id: string; readonly version: number } | null; readonly reason: string; readonly at: Instant; readonly by: { readonly office: string; readonly body: string } } | null;
};

type Named = { readonly federation: string; readonly ruleSet?: { readonly id: string; readonly version: number } };
const keyOf = ({ federation, ruleSet }: Named): readonly string[] => (ruleSet === undefined ? [] : [`${federation}.${ruleSetKey(ruleSet)}`]);

function calledUp(row: AdoptionRow | undefined, { data: { federation, name, campaign, path, ruleSet } }: StoredEvent<string, Extract<DutyEvent, { type: 'DutiesAssigned' }>['data']>): AdoptionRow | undefined {
  if (ruleSet === undefined) return row;
  return { federation, name, ruleSet, calledUp: [...(row?.calledUp ?? []), { campaign, path }], adopted: row?.adopted ?? null, voided: row?.voided ?? null };
}

function adopted(row: AdoptionRow | undefined, { data: { federation, name, ruleSet, own, adoptedOn, documentNumber } }: StoredEvent<string, RuleSetAdopted['data']>): AdoptionRow {
  return { federation, name, ruleSet, calledUp: row?.calledUp ?? [], adopted: { on: adoptedOn, own: own ?? null, documentNumber: documentNumber ?? null }, voided: row?.voided ?? null };
}

/** As if it had never been adopted, but that it says so. */
const isVoid = (row: AdoptionRow | undefined, { metadata: { at, by }, data: { adoptedOn, own, reason } }: StoredEvent<string, AdoptionVoided['data']>): AdoptionRow | undefined =>
  row === undefined ? undefined : { ...row, adopted: null, voided: { on: adoptedOn, own: own ?? null, reason, at, by: { office: by.office, body: by.bodyId } } };

/**
 * Counted for campaigns alone: who was never called up is missing nowhere. `adoptedOn.<day>` leaves it to the reader which of these days
 * was late: one adoption is in time for one campaign and late for another.
 */
const contribution = ({ adopted: done }: AdoptionRow): Record<string, SafeInteger> => ({ calledUp: 1, ...(done === null ? {} : { adopted: 1, [`adoptedOn.${done.on}`]: 1 }), ...(done !== null && done.own !== null ? { tightened: 1 } : {}) });

/** Which federations have adopted (转发执行) the rule set of a campaign that they were called up to. */
export const adoptions: View<AdoptionRow> = {
  name: 'adoptions',
  version: 3,
  keysOf: ({ data }) => keyOf(data as Named),
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
