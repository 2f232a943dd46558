import { applyDecorators } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ruleSetOf, stateAfter, type Facts, type Running, type State } from '#evaluation';
import { dayOf, fold, maxPage, nothingFolded, streamOf, type AnyDecider, type Instant, type PlainDate, type Position, type StoredEvent, type StreamName } from '#kernel';
import { instantIn, languageOf, momentAt, problem, recordedUntil, type Language, type Moment, type Node } from '#platform';
import { ApiParam, ApiQuery } from '../api-description.js';
import { pathId } from '../commands/request.js';

/** Rules as they are pinned, published and unchangeable. */
export type RuleSetNow = NonNullable<Facts['ruleSet']>;
/** Words for one reader: of the rule set where it has its own, otherwise of the program. */
export type RuledWording = { readonly language: Language; readonly ruleSet: RuleSetNow };

/** One evaluation as a question is asked of it: as it stands, or as it stood at an instant. */
export type AskedOf = {
  readonly id: string;
  /** What was recorded by then, upcast; at least the opening. */
  readonly events: readonly StoredEvent[];
  readonly state: State;
  /** The day for all that is late. */
  readonly today: PlainDate;
  /** Absent: as it stands. */
  readonly asOf: Moment | undefined;
  readonly language: Language;
  /** The rules it was pinned to then. */
  readonly ruleSet: RuleSetNow;
  /** In the reader's language, by the words of those rules. */
  readonly wording: RuledWording;
};

/** Documents what every question to one evaluation may be asked: whose, and as of when. */
export const OfOneEvaluation = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'id', schema: { type: 'string' }, example: 'centre.2009.1' }),
    ApiQuery({ name: 'asOf', required: false, description: 'As it stood at this instant, for example 2010-03-02T09:00:00+08:00: what was recorded by then. Days left are counted from its day. Default: now.' }),
    ApiQuery({ name: 'asOfPosition', required: false, description: 'As it stood when the log had come to this position, the event there included; instead of `asOf`.' }),
  );

/**
 * Reads an evaluation for a question, as of `?asOf=` or `?asOfPosition=`; the ETag is the revision it was answered from.
 * @throws Problem `query-invalid` for an instant that is none or has not come, or a position at which nothing stands, `not-found`, `not-opened-by-then`
 */
export async function askedOf(node: Node, given: string, { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply }): Promise<AskedOf> {
  const id = pathId(given);
  const now = node.clock(request.headers['pingjia-clock']);
  const asOf = await momentIn(node, request.query as { readonly asOf?: unknown }, now);
  node.refuseDamaged();
  const all = await wholeStream(node, streamOf('evaluation', id));
  const opened = all[0]?.metadata.at;
  if (opened === undefined) throw problem('not-found', { thing: 'evaluation', id });
  const events = asOf === undefined ? all : recordedUntil(all, asOf);
  const last = events.at(-1);
  if (last === undefined) throw problem('not-opened-by-then', { asOf: asOf?.at ?? now, opened });
  void reply.header('etag', `"${last.revision}"`);
  const state = stateAfter(events);
  const ruleSet = await rulesOf(node, state);
  const language = languageOf(request.headers['accept-language']);
  return { id, events, state, today: dayOf(asOf?.at ?? now), asOf, language, ruleSet, wording: { language, ruleSet } };
}

/** The rules an evaluation is pinned to. @throws Problem `not-found` where they were never published */
export async function rulesOf(node: Node, state: State): Promise<RuleSetNow> {
  const pinned = (state as Running).opened.ruleSet;
  const { ruleSet } = (await node.commands.facts({ ruleSet: ruleSetOf(pinned) })) as Facts;
  if (ruleSet === undefined) throw problem('not-found', { thing: 'ruleSet', id: `${pinned.id}.${pinned.version}` });
  return ruleSet;
}

/** The rules that an evaluation runs by; none where it was never opened. */
export async function rulesInForce(node: Node, id: string): Promise<RuleSetNow | undefined> {
  const events = await wholeStream(node, streamOf('evaluation', id));
  return events.length === 0 ? undefined : rulesOf(node, stateAfter(events));
}

/** The moment of `?asOf=` or `?asOfPosition=`. @throws Problem `query-invalid` for what is none, has not come, or both */
export async function momentIn(node: Node, query: { readonly asOf?: unknown; readonly asOfPosition?: unknown }, now: Instant): Promise<Moment | undefined> {
  const position = asOfPositionIn(query);
  if (position !== undefined) return momentAt(node, position);
  const at = asOfIn(query, now);
  return at === undefined ? undefined : { at };
}

/** The position of `?asOfPosition=`. @throws Problem `query-invalid` */
export function asOfPositionIn({ asOf, asOfPosition }: { readonly asOf?: unknown; readonly asOfPosition?: unknown }): Position | undefined {
  if (asOfPosition === undefined) return undefined;
  const rule = typeof asOfPosition !== 'string' || !/^\d{1,16}$/.test(asOfPosition) ? 'position' : asOf === undefined ? undefined : 'notWithAsOf';
  if (rule !== undefined) throw problem('query-invalid', {}, [{ field: 'asOfPosition', rule }]);
  return Number(asOfPosition);
}

/** The instant of `?asOf=`. @throws Problem `query-invalid` for one that is none or has not come */
function asOfIn({ asOf }: { readonly asOf?: unknown }, now: Instant): Instant | undefined {
  if (asOf === undefined) return undefined;
  // A plus sign that nobody escaped arrives as a blank.
  const instant = typeof asOf === 'string' ? instantIn(asOf.replace(' ', '+')) : undefined;
  if (instant === undefined) throw problem('query-invalid', {}, [{ field: 'asOf', rule: 'instant' }]);
  if (instant > now) throw problem('query-invalid', {}, [{ field: 'asOf', rule: 'past', details: { now } }]);
  return instant;
}

/** The state of another stream as it was recorded at a moment; the decider's initial one where nothing was. */
export async function foldedAsOf(node: Node, decider: AnyDecider, { id, asOf }: { readonly id: string; readonly asOf: Moment }): Promise<unknown> {
  return fold(decider, nothingFolded(decider), recordedUntil(await wholeStream(node, streamOf(decider.category, id)), asOf)).state;
}

/** All events of a stream, upcast; none for a stream that does not exist. */
export async function wholeStream(node: Node, stream: StreamName): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const page = await node.log.read(stream, events.length, maxPage);
    events.push(...page.map((event) => node.catalogue.upcast(event)));
    if (page.length < maxPage) return events;
  }
}
