import { refusedRow, type KnownUnion, type PlannedCommand, type PlannedRow } from '#intake';
import { evolve, isRefusal, type AnyDecider, type Claim, type Command, type DomainEvent, type Need, type PartialDate, type Refusal } from '#kernel';
import type { Node } from '#platform';
import { federationDecider, pathAbove, startOf, unionDecider, unionOn, unitsCovered, type RegisterFederation, type Superior, type UnionState } from '#register';
import type { Fault } from '#sheets';
import { importActor, type ImportBy } from './asked-import.js';
import { certificateIn } from './load-known.js';

type Rehearsing = {
  readonly who: ImportBy;
  readonly sha256: string;
  /** The row that makes a federation known, where there is one. */
  readonly federation: (id: string) => PlannedRow | undefined;
};

/**
 * Tries the rows of a register on the very deciders that will judge them, on streams as they stand, the federations of the same
 * workbook taken for registered: what is promised is what applying does. Nothing is recorded.
 */
export class RegisterRehearsal {
  readonly #federations = new Map<string, Promise<PlannedRow>>();
  readonly #lineages = new Map<string, Promise<unknown>>();

  constructor(
    private readonly node: Node,
    private readonly with_: Rehearsing,
  ) {}

  /** A union as it was on the day that a workbook is of; nothing where it was not there yet. */
  async unionThen(id: string, on: PartialDate): Promise<KnownUnion | undefined> {
    const { state, revision } = await this.node.commands.state(unionDecider, id);
    const union = state === undefined ? undefined : unionOn(state as UnionState, startOf(on));
    if (union === undefined || revision === 'none') return undefined;
    const { name, class: kind, units = 1, members = null, staff = null, women = null, womenStaff = null, industry = null, code = null, foundedOn = null, closedOn = null } = union;
    // A form of a day on which nobody knows its superior says nothing of a move.
    const superior = union.superior ?? unionOn(state as UnionState)?.superior ?? '';
    return { id, name, class: kind, superior, units, members, staff, women, womenStaff, industry, code, foundedOn, closedOn, revision, certificate: certificateIn(state as UnionState), unitsListed: unitsCovered(state as UnionState, startOf(on)) !== undefined };
  }

  /** The row as it is, or refused for what its commands would be refused for. */
  async row(row: PlannedRow): Promise<PlannedRow> {
    if (row.commands.length === 0) return row;
    const refusal = await this.#refusal(row.what === 'federation' ? federationDecider : unionDecider, row);
    return refusal === undefined ? row : refusedRow(row, { code: refusal.refused, details: { refusal } as unknown as NonNullable<Fault['details']> });
  }

  async #refusal(decider: AnyDecider, { id = '', commands }: PlannedRow): Promise<Refusal | undefined> {
    let { state } = await this.node.commands.state(decider, id);
    for (const planned of commands) {
      const command = this.#command(planned);
      const decided = this.#decide(decider, command, { state, facts: await this.#facts(decider.needs(command, state, id) as Needs), id });
      if (isRefusal(decided)) return decided;
      for (const claim of decider.claims?.(decided, id) ?? []) {
        const refused = await this.#claimRefused(claim, command);
        if (refused !== undefined) return refused;
      }
      state = decided.reduce<unknown>((past, event) => evolve(decider, past as never, event), state);
    }
    return undefined;
  }

  async #claimRefused({ decider, id, type, data }: Claim, command: Command): Promise<Refusal | undefined> {
    const { state } = await this.node.commands.state(decider, id);
    const claiming = { ...command, type, data };
    const decided = this.#decide(decider, claiming, { state, facts: await this.#facts(decider.needs(claiming, state, id) as Needs), id });
    return isRefusal(decided) ? decided : undefined;
  }

  #command = (planned: PlannedCommand): Command => ({ type: planned.type, data: planned.data, commandId: 'rehearsal', at: this.with_.who.at, by: importActor(this.with_.who.by, this.with_.sha256, planned) });

  #decide(decider: AnyDecider, command: Command, { state, facts, id }: { readonly state: unknown; readonly facts: unknown; readonly id: string }): readonly DomainEvent[] | Refusal {
    const rule = decider.decide[command.type as never] as ((...given: unknown[]) => readonly DomainEvent[] | Refusal) | undefined;
    if (rule === undefined) throw new Error(`nothing decides "${command.type}"`);
    return rule(command, state, facts, id);
  }

  async #facts(needs: Needs): Promise<Readonly<Record<string, unknown>>> {
    const facts: Record<string, unknown> = {};
    for (const [name, need] of Object.entries(needs)) if (need !== undefined) facts[name] = await (need.fact === 'lineage' ? this.#lineage(need) : this.#fact(need));
    return facts;
  }

  #fact = async (need: Need): Promise<unknown> => (await this.node.commands.facts({ it: need }))['it'];

  /** Whole towns report to one federation: what stands above it is asked once. */
  #lineage(need: Need): Promise<unknown> {
    const known = this.#lineages.get(need.of) ?? this.#lineageOf(need);
    this.#lineages.set(need.of, known);
    return known;
  }

  async #lineageOf(need: Need): Promise<unknown> {
    const [, id = '', day = ''] = /^federation\.(\w+)@(.*)$/.exec(need.of) ?? [];
    const planned = this.with_.federation(id);
    if (planned?.outcome !== 'added') return this.#fact(need);
    const judged = await (this.#federations.get(id) ?? remember(this.#federations, id, this.row(planned)));
    if (judged.outcome === 'refused') return undefined;
    const [{ data } = { data: {} }] = planned.commands;
    const { superiors, from } = data as RegisterFederation['data'];
    const above = await Promise.all(superiors.map(async (one) => ({ id: one, path: ((await this.#lineage({ fact: 'lineage', of: `federation.${one}@${day}` })) as Superior | undefined)?.path ?? [] })));
    return { path: pathAbove(above), notThere: [], ...(from === undefined ? {} : { from }) } satisfies Superior;
  }
}

type Needs = { readonly [name: string]: Need | undefined };

function remember<V>(map: Map<string, V>, key: string, value: V): V {
  map.set(key, value);
  return value;
}
