import type { AnyDecider, CommandHandling, PlainDate } from '#kernel';
import { federationDecider, federationOn, hierarchyDecider, hierarchyId, reportsOf, unionDecider, unionOn, valueOn, type FederationState, type Moves, type ReadRung, type Rung, type UnionState } from '#register';
import { adoptionDecider, rulesDecider, type Adoption, type AdoptionRecord, type PublishedRuleSet } from '#rules';

/** Reads streams of the register and remembers which, at which revision. */
export class Walk {
  readonly #sources = new Set<string>();
  readonly #rungs = new Map<string, Promise<Rung | undefined>>();
  readonly #adoptions = new Map<string, Promise<AdoptionRecord | undefined>>();
  #moves: Promise<Moves> | undefined;

  constructor(private readonly commands: CommandHandling) {}

  get source(): string {
    return [...this.#sources].join(' ');
  }

  /** Each federation is read once a walk, however many stand below it. */
  readonly read: ReadRung = (id) => {
    const known = this.#rungs.get(id) ?? this.#rung(id);
    this.#rungs.set(id, known);
    return known;
  };

  async #rung(id: string): Promise<Rung | undefined> {
    const state = (await this.#state(federationDecider, id)) as FederationState | undefined;
    if (state === undefined) return undefined;
    this.#moves ??= this.#state(hierarchyDecider, hierarchyId) as Promise<Moves>;
    const { from, closedOn, superiors } = federationOn(state);
    return { from, closedOn, superiors: reportsOf(superiors, (await this.#moves)[id]) };
  }

  union(id: string): Promise<UnionState | undefined> {
    return this.#state(unionDecider, id) as Promise<UnionState | undefined>;
  }

  /** To whom a union reports on a day. Its own stream is not named as a source: whoever asks of many names it by the fact `union`. */
  async superiorOf(id: string, day: PlainDate): Promise<readonly string[] | undefined> {
    const state = (this.commands.remembered(unionDecider, id) ?? (await this.commands.state(unionDecider, id))).state as UnionState | undefined;
    const union = state === undefined ? undefined : unionOn(state, day);
    return union === undefined ? undefined : union.superior === null ? [] : [union.superior];
  }

  async superiorsOf(federation: string, day: PlainDate): Promise<readonly string[] | undefined> {
    const rung = await this.read(federation);
    return rung === undefined ? undefined : (valueOn(rung.superiors, day) ?? []);
  }

  /** Each federation is asked once a walk whether it has adopted a version, however many stand below it. */
  readonly adoption = async (federation: string, ruleSet: string): Promise<Adoption> => (await this.adoptionRecord(federation, ruleSet))?.standing;

  /** With what is void. */
  readonly adoptionRecord = (federation: string, ruleSet: string): Promise<AdoptionRecord | undefined> => {
    const id = `${federation}.${ruleSet}`;
    const known = this.#adoptions.get(id) ?? (this.#state(adoptionDecider, id) as Promise<AdoptionRecord | undefined>);
    this.#adoptions.set(id, known);
    return known;
  };

  readonly published = (ruleSet: string): Promise<PublishedRuleSet | undefined> => this.#state(rulesDecider, ruleSet) as Promise<PublishedRuleSet | undefined>;

  async #state(decider: AnyDecider, id: string): Promise<unknown> {
    const { state, revision } = await this.commands.state(decider, id);
    this.#sources.add(`${decider.category}-${id}@${revision}`);
    return state;
  }
}
