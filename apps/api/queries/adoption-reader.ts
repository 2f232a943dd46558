import type { PlainDate } from '#kernel';
import type { Moment, Node } from '#platform';
import { adoptionDecider, adoptionDue, heldBelow, ruleSetKey, rulesDecider, type Adoption, type AdoptionRecord, type PublishedRuleSet } from '#rules';
import { groupOf, type AdoptionRow } from '#views';
import { foldedAsOf } from './as-of.js';
import type { CampaignAsked } from './campaign-asked.js';
import { describeAdoptionRow, type HoldsAbove, type UnionsHeld } from './describe-duties.js';
import { unionsHeld } from './unions-held.js';
import { pastOf } from './moment-asked.js';

type Asked = { readonly campaign: Pick<CampaignAsked, 'id' | 'opened' | 'rules' | 'wording'>; /** The day on which lateness is judged, and what holds. */ readonly on: PlainDate; /** As of which it is; absent: now. */ readonly moment: Moment | undefined };

/** Tells adoptions of a campaign's rule set: with the unions held to each, and what holds above the federation in its stead. One question, each stream read once. */
export class AdoptionReader {
  readonly #adoptions = new Map<string, Promise<Adoption>>();
  readonly #held = new Map<string, Promise<HoldsAbove | null>>();

  constructor(
    private readonly node: Node,
    private readonly asked: Asked,
  ) {}

  async described(row: AdoptionRow) {
    const { campaign, on } = this.asked;
    const path = row.calledUp.find((one) => one.campaign === campaign.id)?.path ?? [];
    return describeAdoptionRow(row, { on, dueOn: adoptionDue(campaign.rules, campaign.opened.openedOn), wording: campaign.wording, unions: await this.#unionsOf(row), holdsAbove: await this.#holdsAbove(path) });
  }

  /** Of the federation itself; nothing where it was not called up to duties of its own. */
  async own(federation: string) {
    const { campaign, moment } = this.asked;
    const { ruleSet, federation: root } = campaign.opened;
    const reader = moment === undefined ? this.node.views.adoptions : await pastOf(this.node).adoptions({ federation: root, ruleSet, moment });
    const row = await reader.get(`${federation}.${ruleSetKey(ruleSet)}`);
    return row?.calledUp.some((one) => one.campaign === campaign.id) === true ? this.described(row) : null;
  }

  /** Of a federation that tightens, or did so before that was void: by which sets its unions are held. */
  async #unionsOf({ federation, adopted, voidedSets }: AdoptionRow): Promise<UnionsHeld | null> {
    const own = adopted?.own ?? null;
    if (own === null && voidedSets.length === 0) return null;
    const { campaign: { id: campaign }, moment } = this.asked;
    const evaluations = moment === undefined ? this.node.views.evaluations : await pastOf(this.node).evaluations({ campaign, federation, moment });
    return unionsHeld(await evaluations.totals(groupOf(campaign, federation)), { own, voidedSets, published: this.#published });
  }

  #holdsAbove(path: readonly string[]): Promise<HoldsAbove | null> {
    const key = path.join('+');
    const known = this.#held.get(key) ?? this.#findHeld(path);
    this.#held.set(key, known);
    return known;
  }

  async #findHeld(path: readonly string[]): Promise<HoldsAbove | null> {
    const held = await heldBelow(ruleSetKey(this.asked.campaign.opened.ruleSet), path, { day: this.asked.on, adoption: this.#adoption, published: this.#published });
    if (held === undefined) return null;
    const { ruleSet: { id, version }, by } = held;
    return { ruleSet: { id, version }, by, byName: (await this.node.views.federations.get(by))?.name ?? by };
  }

  #adoption = (federation: string, ruleSet: string): Promise<Adoption> => {
    const id = `${federation}.${ruleSet}`;
    const known = this.#adoptions.get(id) ?? this.#read(id);
    this.#adoptions.set(id, known);
    return known;
  };

  async #read(id: string): Promise<Adoption> {
    const { moment } = this.asked;
    const state = moment === undefined ? (await this.node.commands.state(adoptionDecider, id)).state : await foldedAsOf(this.node, adoptionDecider, { id, asOf: moment });
    return (state as AdoptionRecord | undefined)?.standing;
  }

  #published = async (id: string): Promise<PublishedRuleSet | undefined> => (await this.node.commands.state(rulesDecider, id)).state as PublishedRuleSet | undefined;
}
