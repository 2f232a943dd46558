import { backFilledYearDecider, backFilledYearId, YearBackFilled } from '#campaign';
import { dayOf, maxGroupsAtOnce, maxListLimit, streamOf, type GroupId, type PlainDate, type Position, type StoredEvent } from '#kernel';
import { federationWas, listOnADay, recordedUntil, type Moment, type Node } from '#platform';
import { federationDecider, federationNow, reportsOf } from '#register';
import { childMeasures, federationRowOf, federations, groupOf, startingWith, type FederationRow, type Sums } from '#views';
import { wholeStream } from './as-of.js';
import { openingOf, type CampaignAsked } from './campaign-asked.js';
import { momentOf, pastOf, type Then } from './moment-asked.js';

/** How many boards of past days are remembered: they change no more. */
const maxRemembered = 2_000;

/** How long it is remembered which campaign was the year before's and who was below on a past day: both may still be recorded otherwise. */
const rememberedMs = 60_000;

export type Child = { readonly federation: string; readonly name: string | null; readonly totals: Sums };
type ChildrenOf = { readonly campaign: string; readonly openedOn: PlainDate; readonly federation: string; readonly totals: Sums; readonly then: Then | undefined; readonly today: PlainDate };
/** Whose sums: of a federation in a campaign. */
type Of = { readonly campaign: string; readonly federation: string };

/** Reads what boards are made of: totals now and of past days, names, and the federations directly below. */
export class BoardReader {
  readonly #past = new Map<string, Sums>();
  readonly #yearsBefore = new Map<string, { readonly campaign: string | undefined; readonly until: number }>();
  readonly #below = new Map<string, { readonly rows: ReadonlyMap<string, FederationRow>; readonly until: number }>();

  /** Where the log ended when a day was first asked on. */
  #began: { readonly day: PlainDate; readonly end: Position } | undefined;

  constructor(private readonly node: Node) {}

  /** Sums of a federation: now, at the end of a recording day, or as of a moment; `frozen`: of that, what was there at the end of this day. */
  async totals(of: Of, then: Then | undefined, { today, frozen }: { readonly today: PlainDate; readonly frozen?: PlainDate }): Promise<Sums> {
    const group = groupOf(of.campaign, of.federation);
    if (then !== undefined && 'moment' in then) return (await this.#evaluationsThen(of, then.moment)).totals(group, frozen);
    return this.#ofDay(group, frozen ?? then?.day, { today });
  }

  /** The evaluations below a federation as they stood; none is read back twice. */
  #evaluationsThen(of: Of, moment: Moment) {
    return pastOf(this.node).evaluations({ ...of, moment });
  }

  /** `only`: of these measures. */
  async #ofDay(group: GroupId, asOf: PlainDate | undefined, { today, only }: { readonly today: PlainDate; readonly only?: readonly string[] }): Promise<Sums> {
    const { evaluations } = this.node.views;
    if (asOf === undefined) return evaluations.totals(group);
    const key = `${asOf} ${group}${only === undefined ? '' : ' few'}`;
    const remembered = this.#past.get(key);
    if (remembered !== undefined) return remembered;
    const isOver = await this.#isOver(asOf, today);
    const totals = await evaluations.totals(group, asOf, only);
    if (isOver && this.#past.size >= maxRemembered) this.#past.clear();
    if (isOver) this.#past.set(key, totals);
    return totals;
  }

  /**
   * A day is over for good when the clock is the machine's, it has passed, and the view has all that was recorded before today was first
   * asked about: what is recorded since is of today or later. A view that is behind the newest commands is no hindrance.
   */
  async #isOver(day: PlainDate, today: PlainDate): Promise<boolean> {
    if (this.node.config.clock !== 'system' || day >= today) return false;
    if (this.#began?.day !== today) this.#began = { day: today, end: await this.node.log.end() };
    const { position, frozen } = await this.node.views.evaluations.state();
    return !frozen && position >= this.#began.end;
  }

  /** What federations below owe, and which adopted the rule set: a few hundred federations, sums alike. */
  async owedBelow({ id: campaign, opened: { ruleSet } }: Pick<CampaignAsked, 'id' | 'opened'>, federation: string, then: Then | undefined): Promise<{ readonly duties: Sums; readonly adoptions: Sums }> {
    const group = groupOf(campaign, federation);
    const isMoment = then !== undefined && 'moment' in then;
    const { duties, adoptions } = isMoment ? await this.#owedThen({ campaign, federation }, ruleSet, then.moment) : this.node.views;
    const asOf = isMoment ? undefined : then?.day;
    const [owed, adopted] = await Promise.all([duties.totals(group, asOf), adoptions.totals(group, asOf)]);
    return { duties: owed, adoptions: adopted };
  }

  /** What was told in the campaign to the federation and below it. */
  async toldBelow(of: Of, then: Then | undefined): Promise<Sums> {
    const group = groupOf(of.campaign, of.federation);
    if (then !== undefined && 'moment' in then) return (await pastOf(this.node).notices({ ...of, moment: then.moment })).totals(group);
    return this.node.views.notices.totals(group, then?.day);
  }

  async #owedThen(of: Of, ruleSet: CampaignAsked['opened']['ruleSet'], moment: Moment) {
    const past = pastOf(this.node);
    return { duties: await past.duties({ ...of, moment }), adoptions: await past.adoptions({ federation: of.federation, ruleSet, moment }) };
  }

  /** Its name now, or the one it was known to bear at a moment; of one that was recorded only later, its first. */
  async nameOf(federation: string, then: Then | undefined): Promise<string | undefined> {
    if (then === undefined) return (await this.node.views.federations.get(federation))?.name;
    const events = await wholeStream(this.node, streamOf(federationDecider.category, federation));
    const moment = momentOf(then);
    const known = recordedUntil(events, moment);
    const row = federationRowOf(known.length === 0 ? events.slice(0, 1) : known);
    return row === undefined ? undefined : federationNow(row.history, dayOf(moment.at)).name;
  }

  /**
   * The federations directly below, each with its totals in the campaign, as the register has it on the day the campaign was
   * opened: what moves later changes no old report. Of one that came below only after that day, all unions must stand
   * below through it, by the paths recorded when they were called up; where two lines cross, a path names before a
   * federation also what is no child of it.
   */
  async children({ campaign, openedOn, federation, totals, then, today }: ChildrenOf): Promise<readonly Child[]> {
    const registered = await this.#registeredBelow(campaign, federation, openedOn);
    const through = startingWith(totals, 'child.');
    const ids = [...new Set([...registered.keys(), ...through.keys()])].toSorted().slice(0, maxGroupsAtOnce);
    const of = await this.#totalsOf(ids.map((id) => groupOf(campaign, id)), { campaign, federation, then, today });
    const children: Child[] = [];
    for (const id of ids) {
      const sums = of.get(groupOf(campaign, id));
      if (sums === undefined || (sums['evaluations'] ?? 0) === 0) continue;
      const then = registered.get(id);
      // Called up only after it had left: its unions stand below another.
      if (then !== undefined && !through.has(id) && then.superiors.length === 1) continue;
      if (then !== undefined) children.push({ federation: id, name: then.name, totals: sums });
      else if (sums['evaluations'] === through.get(id)) children.push(...(await this.#cameBelow(id, federation)).map((name) => ({ federation: id, name, totals: sums })));
    }
    return children;
  }

  /** The name of one that was below at some time, or that the register does not know; nothing of what never was. */
  async #cameBelow(id: string, federation: string): Promise<readonly (string | null)[]> {
    const row = await this.node.views.federations.get(id);
    if (row === undefined) return [null];
    const { state, moves } = row.history;
    return reportsOf(state.registered.superiors, moves).some(({ value }) => value.includes(federation)) ? [row.name] : [];
  }

  async #totalsOf(groups: readonly GroupId[], { then, today, ...of }: Pick<ChildrenOf, 'campaign' | 'federation' | 'then' | 'today'>): Promise<ReadonlyMap<GroupId, Sums>> {
    if (then === undefined) return this.node.views.evaluations.totalsOf(groups);
    // All unions below a child are among those below the federation itself.
    if ('moment' in then) return (await this.#evaluationsThen(of, then.moment)).totalsOf(groups);
    return new Map(await Promise.all(groups.map(async (group) => [group, await this.#ofDay(group, then.day, { today, only: childMeasures })] as const)));
  }

  /** Federations directly below on a day, by id, as they were then. */
  async #registeredBelow(campaign: string, federation: string, on: PlainDate): Promise<ReadonlyMap<string, FederationRow>> {
    const key = `${campaign} ${federation}`;
    const known = this.#below.get(key);
    if (known !== undefined && known.until > performance.now()) return known.rows;
    const rows = await this.#lookBelow(federation, on);
    if (this.#below.size >= maxRemembered) this.#below.clear();
    this.#below.set(key, { rows, until: performance.now() + rememberedMs });
    return rows;
  }

  async #lookBelow(federation: string, on: PlainDate): Promise<ReadonlyMap<string, FederationRow>> {
    const found = new Map<string, FederationRow>();
    const then = { view: federations, reader: this.node.views.federations, on, was: (row: FederationRow) => federationWas(row, on), above: ({ superiors }: FederationRow) => superiors };
    for (let cursor: string | undefined; found.size < maxGroupsAtOnce; ) {
      const page = await listOnADay({ scope: [federation], limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) }, then);
      for (const [id, row] of page.rows) found.set(id, row);
      if (page.next === undefined) break;
      cursor = page.next;
    }
    return found;
  }

  /** Totals of the year before that were back-filled for a federation, and by which event; none that stand by then. */
  async backFilledBefore({ evaluatedYear }: Pick<CampaignAsked['opened'], 'evaluatedYear'>, federation: string, then: Then | undefined): Promise<StoredEvent<string, YearBackFilled['data']> | undefined> {
    const events = await wholeStream(this.node, streamOf(backFilledYearDecider.category, backFilledYearId(federation, evaluatedYear - 1)));
    const last = (then === undefined ? events : recordedUntil(events, momentOf(then))).at(-1);
    return last?.type === YearBackFilled.type ? (last as StoredEvent<string, YearBackFilled['data']>) : undefined;
  }

  /** The same federation's campaign of the year before, if unions below were evaluated in it. */
  async yearBefore({ id, opened }: Pick<CampaignAsked, 'id' | 'opened'>, federation: string): Promise<string | undefined> {
    const key = `${id} ${federation}`;
    const known = this.#yearsBefore.get(key);
    if (known !== undefined && known.until > performance.now()) return known.campaign;
    const campaign = await this.#lookForYearBefore(opened, federation);
    if (this.#yearsBefore.size >= maxRemembered) this.#yearsBefore.clear();
    this.#yearsBefore.set(key, { campaign, until: performance.now() + rememberedMs });
    return campaign;
  }

  async #lookForYearBefore(opened: CampaignAsked['opened'], federation: string): Promise<string | undefined> {
    const { rows } = await this.node.views.evaluations.list({ scope: [federation], where: { evaluatedYear: opened.evaluatedYear - 1 }, limit: maxListLimit });
    for (const campaign of new Set(rows.map(([, row]) => row.campaign))) {
      if ((await openingOf(this.node, campaign))?.federation === opened.federation) return campaign;
    }
    return undefined;
  }
}
