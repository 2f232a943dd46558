import type { FastifyRequest } from 'fastify';
import { campaignDecider, extendedForAll, type CampaignOpened, type CampaignState } from '#campaign';
import { ruleSetOf, type Facts } from '#evaluation';
import { dayOf, idPart, isPlainDate, streamOf, type Instant, type PlainDate, type Position, type StoredEvent } from '#kernel';
import { instantIn, languageOf, problem, type FieldFault, type Language, type Moment, type Node } from '#platform';
import { dayOfYear, type RuleSet } from '#rules';
import { pathId } from '../commands/request.js';
import { foldedAsOf, type RuledWording, type RuleSetNow } from './as-of.js';

/** A campaign as its boards and lists need it: what it was opened with never changes. */
export type CampaignAsked = { readonly id: string; readonly opened: CampaignOpened['data']; /** When its opening was recorded, and where. */ readonly openedBy: { readonly at: Instant; readonly position: Position }; readonly rules: RuleSetNow; readonly language: Language; readonly wording: RuledWording };

/** Openings of campaigns, by node: a board is asked for often, and opening is the first event of a stream that may be long. */
type Opening = StoredEvent<string, CampaignOpened['data']>;
const openings = new WeakMap<Node, Map<string, Opening>>();
const maxOpenings = 1_000;

/** @throws Problem `not-found` where no such campaign was opened, or its rules never published */
export async function campaignAsked(node: Node, given: string, request: FastifyRequest): Promise<CampaignAsked> {
  const id = pathId(given);
  node.refuseDamaged();
  const opening = await openingEventOf(node, id);
  if (opening === undefined) throw problem('not-found');
  const opened = opening.data;
  const { ruleSet: rules } = (await node.commands.facts({ ruleSet: ruleSetOf(opened.ruleSet) })) as Facts;
  if (rules === undefined) throw problem('not-found');
  const language = languageOf(request.headers['accept-language']);
  return { id, opened, openedBy: { at: opening.metadata.at, position: opening.position }, rules, language, wording: { language, ruleSet: rules } };
}

/** What a campaign was opened with; nothing where there is none. */
export const openingOf = async (node: Node, id: string): Promise<CampaignOpened['data'] | undefined> => (await openingEventOf(node, id))?.data;

async function openingEventOf(node: Node, id: string): Promise<Opening | undefined> {
  let known = openings.get(node);
  if (known === undefined) openings.set(node, (known = new Map()));
  const before = known.get(id);
  if (before !== undefined) return before;
  const [event] = await node.log.read(streamOf(campaignDecider.category, id), 0, 1);
  if (event === undefined) return undefined;
  const opening = node.catalogue.upcast(event) as Opening;
  if (known.size >= maxOpenings) known.clear();
  known.set(id, opening);
  return opening;
}

/**
 * The day whose end freezes a campaign's figures: its own cut-off, else the day by which the vote is due (逾期开展 is judged by it),
 * the one to which it was put off for all of the round, else the rule set's cut-off. `putOff`: asked only where the vote's date counts.
 */
export async function deadlineOf({ cutOff, evaluatedYear }: CampaignOpened['data'], { due, facts }: Pick<RuleSet, 'due' | 'facts'>, putOff: () => Promise<PlainDate | undefined>): Promise<PlainDate> {
  if (cutOff !== undefined) return cutOff;
  const vote = due.vote === undefined ? undefined : dayOfYear(due.vote, evaluatedYear);
  return vote === undefined ? (dayOfYear(facts.cutOff, evaluatedYear) as PlainDate) : ((await putOff()) ?? vote);
}

/**
 * The day to which the vote was put off for all units of a round, by a moment or by now. Only where it was put off for some is the campaign itself
 * folded, or its past read back: one of 200,000 units keeps the main thread for two seconds.
 */
export async function votePutOff(node: Node, campaign: string, moment: Moment | undefined): Promise<PlainDate | undefined> {
  const row = await node.views.campaigns.get(campaign);
  // A view that is built anew serves its old version, whose rows do not say.
  if (row !== undefined && 'extended' in row && !row.extended.includes('vote')) return undefined;
  const now = (await node.commands.state(campaignDecider, campaign)).state as CampaignState;
  if (moment === undefined || Object.keys(now.extended).length === 0) return extendedForAll(now, 'vote');
  return extendedForAll((await foldedAsOf(node, campaignDecider, { id: campaign, asOf: moment })) as CampaignState, 'vote');
}

/** Reads parameters that are days or ids; every wrong one is named. */
export class AskedParameters {
  readonly #faults: FieldFault[] = [];

  constructor(private readonly query: Readonly<Record<string, unknown>>) {}

  /** A day that has come, or none; the instant at which a day ended names that day as well. */
  day(name: string, today: PlainDate): PlainDate | undefined {
    const value = this.query[name];
    if (value === undefined) return undefined;
    const day = typeof value !== 'string' ? undefined : isPlainDate(value) ? value : endedAt(value);
    if (day === undefined) return this.#fault(name, 'recordingDay');
    return day > today ? this.#fault(name, 'past', { now: today }) : day;
  }

  /** Any day, or none. */
  anyDay(name: string): PlainDate | undefined {
    const value = this.query[name];
    return value === undefined || (typeof value === 'string' && isPlainDate(value)) ? (value as PlainDate | undefined) : this.#fault(name, 'date');
  }

  id(name: string): string | undefined {
    const value = this.query[name];
    return value === undefined || (typeof value === 'string' && idPart.test(value)) ? (value as string | undefined) : this.#fault(name, 'idPart');
  }

  flag(name: string): boolean | undefined {
    const value = this.query[name];
    return value === undefined ? undefined : value === 'true' || value === 'false' ? value === 'true' : this.#fault(name, 'flag');
  }

  /** One of these words, or none; `words`: the group of texts that has them. */
  oneOf<const T extends string>(name: string, allowed: readonly T[], words: string): T | undefined {
    const value = this.query[name];
    if (value === undefined) return undefined;
    return allowed.find((one) => one === value) ?? this.#fault(name, 'oneOf', { allowed }, words);
  }

  /** A whole number from 0 to `most`. */
  whole(name: string, most: number): number | undefined {
    const value = this.query[name];
    if (value === undefined) return undefined;
    return typeof value === 'string' && /^\d{1,6}$/.test(value) && Number(value) <= most ? Number(value) : this.#fault(name, 'whole', { least: 0, most });
  }

  /** @throws Problem `query-invalid` */
  judge(): void {
    if (this.#faults.length > 0) throw problem('query-invalid', {}, this.#faults);
  }

  #fault(field: string, rule: string, details?: FieldFault['details'], words?: string): undefined {
    this.#faults.push({ field, rule, ...(details === undefined ? {} : { details }), ...(words === undefined ? {} : { words }) });
    return undefined;
  }
}

/** The day in Asia/Shanghai that ended at an instant; nothing for one within a day: totals are kept by day. */
function endedAt(text: string): PlainDate | undefined {
  // A plus sign that nobody escaped arrives as a blank.
  const instant = instantIn(text.replace(' ', '+'));
  return instant !== undefined && /T16:00:00(\.0+)?Z$/.test(instant) ? instant.slice(0, 10) : undefined;
}

/** Today by the clock of a request. */
export const todayOf = (node: Node, request: FastifyRequest): PlainDate => dayOf(node.clock(request.headers['pingjia-clock']));
