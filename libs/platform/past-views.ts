import { MemoryViewStore } from '#adapters/memory';
import { campaignDecider, dutyDecider } from '#campaign';
import { evaluation } from '#evaluation';
import { maxListLimit, maxPage, StoreUnavailable, streamOf, ViewFold, ViewNews, type ListQuery, type StoredEvent, type StreamName, type View, type ViewReader } from '#kernel';
import { callDecider, noticeDecider } from '#reminders';
import { adoptionDecider, ruleSetKey } from '#rules';
import { adoptions, campaigns, duties, evaluationStatus, notices, type AdoptionRow, type CampaignRow, type DutyRow, type EvaluationRow, type NoticeRow } from '#views';
import { recordedUntil, type Moment } from './moment.js';
import type { Node } from './node.js';
import { problem } from './problem.js';

/** The most rows that one question about a past moment is answered from: the evaluations of a large city. */
export const maxRowsBack = 10_000;
/** The most rows that are remembered, all questions together: what is past changes no more. */
const maxRemembered = 20_000;
/** How long a view may take to come as far as the log was, in milliseconds. */
const patienceMs = 10_000;
/** An instant is past for good once no command that was given before it can still be on its way to the log. */
const settledMs = 60_000;
/** Streams that are read before whatever else this thread serves has its turn. */
const streamsAtOnce = 20;

/** A view as it stood: what may be asked of it. */
export type PastReader<Row> = Pick<ViewReader<Row>, 'get' | 'list' | 'totals' | 'totalsOf'>;
type Asked = { readonly campaign: string; readonly federation: string; readonly moment: Moment };
type Version = { readonly id: string; readonly version: number };
/** Where the events of a row are: whole streams, or the first event of each. */
type Streams = readonly { readonly stream: StreamName; readonly first?: true }[];
type Live<Row> = { readonly view: View<Row>; readonly live: ViewReader<Row>; readonly query: Omit<ListQuery, 'limit'>; readonly federation: string; /** Of one row alone. */ readonly key?: string; readonly streamsOf: (key: string, row: Row) => Streams | Promise<Streams> };
type Kept = { readonly reader: Promise<PastReader<unknown>>; rows: number };

const identity = { logId: 'past', fingerprint: 'past' };

/**
 * Views as they stood at a moment of the log, from the log: the rows below one federation, each folded from its own streams up to
 * that moment by the view's own fold, with the totals of these rows.
 */
export class PastViews {
  readonly #kept = new Map<string, Kept>();
  readonly #uncounted = new WeakMap<PastReader<unknown>, ReadonlySet<string>>();

  constructor(private readonly node: Pick<Node, 'log' | 'catalogue' | 'views' | 'config' | 'clock'>, private readonly limit = maxRowsBack) {}

  /** @throws Problem `too-many-as-of` where more than {@link maxRowsBack} evaluations stand below the federation; StoreUnavailable */
  evaluations({ campaign, federation, moment }: Asked): Promise<PastReader<EvaluationRow>> {
    const streamsOf = (id: string): Streams => [{ stream: streamOf(evaluation.category, id) }];
    return this.#as(moment, `${campaign}`, { view: evaluationStatus, live: this.node.views.evaluations, query: { scope: [federation], where: { campaign } }, federation, streamsOf });
  }

  /** @throws as {@link evaluations} */
  duties({ campaign, federation, moment }: Asked): Promise<PastReader<DutyRow>> {
    const streamsOf = (id: string): Streams => [{ stream: streamOf(dutyDecider.category, id) }];
    return this.#as(moment, campaign, { view: duties, live: this.node.views.duties, query: { scope: [federation], where: { campaign } }, federation, streamsOf });
  }

  /** @throws as {@link evaluations} */
  notices({ campaign, federation, moment }: Asked): Promise<PastReader<NoticeRow>> {
    const streamsOf = (id: string, { kind }: NoticeRow): Streams => [{ stream: streamOf(kind === 'call' ? callDecider.category : noticeDecider.category, id) }];
    return this.#as(moment, campaign, { view: notices, live: this.node.views.notices, query: { scope: [federation], where: { campaign } }, federation, streamsOf });
  }

  /** A row is made by the adoption itself, by those of sets that held in its stead, and by the duties of every campaign to which its federation was called up. @throws as {@link evaluations} */
  adoptions({ federation, ruleSet, moment }: Omit<Asked, 'campaign'> & { readonly ruleSet: Version }): Promise<PastReader<AdoptionRow>> {
    const streamsOf = (id: string, { federation: of, sets, calledUp }: AdoptionRow): Streams => [
      ...[...new Set([id, ...sets.map((set) => `${of}.${ruleSetKey(set)}`)])].map((one) => ({ stream: streamOf(adoptionDecider.category, one) })),
      ...calledUp.map(({ campaign }) => ({ stream: streamOf(dutyDecider.category, `${of}.${campaign}`), first: true as const })),
    ];
    return this.#as(moment, ruleSetKey(ruleSet), { view: adoptions, live: this.node.views.adoptions, query: { scope: [federation], where: { ruleSet: ruleSetKey(ruleSet), called: 1 } }, federation, streamsOf });
  }

  /**
   * All campaigns, or one. `uncounted`: those of which it is not said how many evaluations had been opened, since all together have
   * more than {@link maxRowsBack}. @throws as {@link evaluations}
   */
  async campaigns(moment: Moment, key?: string): Promise<{ readonly reader: PastReader<CampaignRow>; readonly uncounted: ReadonlySet<string> }> {
    const uncounted = new Set<string>();
    let left = this.limit;
    const streamsOf = async (id: string, row: CampaignRow): Promise<Streams> => {
      left -= row.opened;
      if (left < 0) uncounted.add(id);
      return this.#campaignStreams(id, row, left >= 0);
    };
    const reader = await this.#as(moment, key ?? '', { view: campaigns, live: this.node.views.campaigns, query: {}, federation: '', streamsOf, ...(key === undefined ? {} : { key }) });
    if (!this.#uncounted.has(reader)) this.#uncounted.set(reader, uncounted);
    return { reader, uncounted: this.#uncounted.get(reader) ?? uncounted };
  }

  async #campaignStreams(id: string, { federation }: CampaignRow, isCounted: boolean): Promise<Streams> {
    const own: Streams = [{ stream: streamOf(campaignDecider.category, id) }];
    if (!isCounted) return own;
    const of = await this.#keysOf({ view: evaluationStatus, live: this.node.views.evaluations, query: { where: { campaign: id } }, federation, streamsOf: (one) => [{ stream: streamOf(evaluation.category, one), first: true }] });
    return [...own, ...of.flatMap(([, streams]) => streams)];
  }

  async #as<Row>(moment: Moment, of: string, live: Live<Row>): Promise<PastReader<Row>> {
    const key = `${live.view.name} ${of} ${live.federation} ${moment.position ?? moment.at}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known.reader as Promise<PastReader<Row>>;
    const kept: Kept = { reader: this.#build(moment, live, (rows) => (kept.rows = rows)), rows: 0 };
    if (this.#isSettled(moment)) this.#kept.set(key, kept);
    // What failed, or what there is no room for, is not remembered.
    kept.reader.then(() => this.#makeRoom(), () => this.#kept.delete(key));
    return kept.reader as Promise<PastReader<Row>>;
  }

  /** A position's past never changes; an instant's does while the clock may be put back. */
  #isSettled({ at, position }: Moment): boolean {
    return position !== undefined || (this.node.config.clock === 'system' && Date.parse(this.node.clock(undefined)) - Date.parse(at) > settledMs);
  }

  /** Lets go of what was asked for first. */
  #makeRoom(): void {
    let rows = [...this.#kept.values()].reduce((sum, one) => sum + one.rows, 0);
    for (const [key, one] of this.#kept) {
      if (rows <= maxRemembered) return;
      this.#kept.delete(key);
      rows -= one.rows;
    }
  }

  async #build<Row>(moment: Moment, live: Live<Row>, counted: (rows: number) => void): Promise<PastReader<unknown>> {
    const keys = await this.#keysOf(live);
    const fold = new ViewFold<Row>(live.view);
    for (let from = 0; from < keys.length; from += streamsAtOnce) {
      const events = await Promise.all(keys.slice(from, from + streamsAtOnce).map(([, streams]) => this.#eventsOf(streams, moment)));
      for (const event of events.flat()) fold.fold(event);
      await new Promise<void>((resolve) => void setImmediate(resolve));
    }
    const { rows, totals } = fold.changes();
    const store = new MemoryViewStore(new ViewNews());
    const whole = await (await store.writer(live.view, identity)).replace();
    await whole.put(rows);
    await whole.finish(totals, moment.position ?? 0);
    counted(rows.size);
    return store.reader(live.view, identity);
  }

  /** Keys of the rows that are there now, once the view has all that the log holds: of the past were no others. */
  async #keysOf<Row>({ view, live, query, federation, key: only, streamsOf }: Live<Row>): Promise<readonly (readonly [string, Streams])[]> {
    if (!(await live.reached(await this.node.log.end(), patienceMs))) throw new StoreUnavailable(`the view "${view.name}" is behind the log`);
    const one = only === undefined ? undefined : await live.get(only);
    if (only !== undefined) return one === undefined ? [] : [[only, await streamsOf(only, one)]];
    const keys: (readonly [string, Streams])[] = [];
    for (let cursor: string | undefined; ; ) {
      const { rows, next } = await live.list({ ...query, limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) });
      for (const [key, row] of rows) keys.push([key, await streamsOf(key, row)]);
      if (keys.length > this.limit) throw problem('too-many-as-of', { federation, limit: this.limit });
      if (next === undefined) return keys;
      cursor = next;
    }
  }

  async #eventsOf(streams: Streams, moment: Moment): Promise<readonly StoredEvent[]> {
    const each: (readonly StoredEvent[])[] = [];
    for (const { stream, first } of streams) each.push(recordedUntil(await this.#read(stream, first === true), moment));
    return each.flat().toSorted((one, other) => one.position - other.position);
  }

  async #read(stream: StreamName, firstOnly: boolean): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    for (;;) {
      const page = await this.node.log.read(stream, events.length, firstOnly ? 1 : maxPage);
      events.push(...page.map((event) => this.node.catalogue.upcast(event)));
      if (firstOnly || page.length < maxPage) return events;
    }
  }
}
