import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { evaluation } from '#evaluation';
import type { AnyDecider, Outcome } from '#kernel';
import { actorOf, languageOf, NODE, type Node } from '#platform';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiTags } from '../api-description.js';
import { Answers, Refuses, type Refused } from '../described-answers.js';
import { rulesInForce } from '../queries/as-of.js';
import { answerOf } from './answer.js';
import { refused } from './called-bodies.js';
import { HandIn } from './hand-in.js';
import { readBody, type BodyClass } from './read-body.js';
import { commandIdOf, demandOf, pathId } from './request.js';
import { wholeExamples } from './whole-examples.js';

/** One command over HTTP. */
export type CommandRoute = {
  readonly command: string;
  readonly body: BodyClass;
  /** Creating commands stand at the collection's own path and take the id from the body. */
  readonly creates?: boolean;
  /** English, a line, for the OpenAPI page. */
  readonly summary: string;
  /** Where the command's data is not the body as it came. */
  readonly prepare?: (body: Record<string, unknown>) => Record<string, unknown>;
  /** The command goes to one stream for all; the id of the path is this field of its data. */
  readonly inStream?: { readonly id: string; readonly field: string };
  /** Of the thing's id in a creating body; default: the field `id`, which is not part of the data. */
  readonly idOf?: (body: Record<string, unknown>) => string;
};

export type CommandGroup = { readonly path: string; readonly tag: string; readonly decider: AnyDecider; readonly routes: readonly CommandRoute[] };

/** `HoldAssembly` → `hold-assembly`. */
export const kebab = (name: string): string => name.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

/** A Nest controller with one POST a command: the table is the documentation, the methods are all alike. */
export function commandController(group: CommandGroup): Type<object> {
  @ApiTags(group.tag)
  @Controller(`v1/${group.path}`)
  class CommandController {
    constructor(
      @Inject(CommandBus) readonly bus: CommandBus,
      @Inject(NODE) readonly node: Node,
    ) {}
  }
  for (const route of group.routes) addRoute(CommandController, group, route);
  Object.defineProperty(CommandController, 'name', { value: `${group.tag}CommandController` });
  return CommandController;
}

type Hosted = { readonly bus: CommandBus; readonly node: Node };

function addRoute(host: Type<object>, group: CommandGroup, route: CommandRoute): void {
  const name = route.command.charAt(0).toLowerCase() + route.command.slice(1);
  const prototype = host.prototype as Record<string, unknown>;
  prototype[name] = async function handIn(this: Hosted, params: { id?: string }, raw: unknown, request: FastifyRequest, reply: FastifyReply) {
    const body = await readBody(route.body, raw);
    const { id, data } = addressed(route, params.id, body);
    const command = { type: route.command, data, commandId: commandIdOf(request), by: actorOf(request.headers['pingjia-actor']), at: this.node.clock(request.headers['pingjia-clock']) };
    const outcome: Outcome = await this.bus.execute(new HandIn(group.decider, id, command, demandOf(request)));
    const language = languageOf(request.headers['accept-language']);
    if (outcome.kind === 'refused') throw await refused(this.node, outcome.refusal, { language, ruleSet: group.decider.category === evaluation.category ? await rulesInForce(this.node, id) : undefined });
    return answerOf(outcome, reply, language);
  };
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  Param()(prototype, name, 0);
  Body()(prototype, name, 1);
  Req()(prototype, name, 2);
  Res({ passthrough: true })(prototype, name, 3);
  for (const decorate of documented(route)) decorate(prototype, name, descriptor);
}

function addressed(route: CommandRoute, given: string | undefined, body: Record<string, unknown>): { id: string; data: Record<string, unknown> } {
  const { id, ...rest } = body;
  if (route.inStream !== undefined) return { id: route.inStream.id, data: { [route.inStream.field]: pathId(given ?? ''), ...body } };
  if (route.creates !== true) return { id: pathId(given ?? ''), data: route.prepare?.(body) ?? body };
  const data = route.idOf === undefined ? rest : body;
  return { id: pathId(route.idOf?.(body) ?? String(id)), data: route.prepare?.(data) ?? data };
}

function documented(route: CommandRoute): readonly MethodDecorator[] {
  const example = wholeExamples[route.command];
  return [
    Post(route.creates === true ? '' : `:id/${kebab(route.command)}`),
    ApiOperation({ operationId: route.command, summary: route.summary }),
    ...(route.creates === true ? [] : [ApiParam({ name: 'id', schema: { type: 'string' }, example: 'centre.2009.1' })]),
    ApiBody({ type: route.body, ...(example === undefined ? {} : { examples: { whole: { value: example } } }) }),
    ApiHeader({ name: 'Pingjia-Actor', required: true, example: 'office=chair;body=union-centre', description: 'Who acts. Unverified until access control exists, and recorded as such.' }),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a command with the same key to get its first answer.' }),
    ApiHeader({ name: 'If-Match', required: false, description: 'Decide only at this revision of the stream, for example "3".' }),
    Answers(201, 'Recorded', 'Recorded and on disk. ETag: the revision; Pingjia-Position: the token for reading it back.'),
    Answers(200, 'Unchanged', 'There was nothing to do.'),
    Refuses(...(route.creates === true ? failures : [...failures, thingNotThere])),
  ];
}

const failures: readonly Refused[] = [
  [400, 'body-invalid', 'A field, a header or the JSON itself is wrong: `errors` names field and rule.'],
  [409, 'contended', 'Others keep writing to the stream: try again.'],
  [412, 'revision-moved-on', 'The stream has moved on from the revision in If-Match.', { revision: '4' }],
  [413, 'body-too-large', 'The body is too large.'],
  [415, 'media-type-unsupported', 'The body is not sent as application/json.'],
  [422, 'idempotency-key-reused', 'A rule refuses: `code` says which, `details` with which numbers. Or the key was used for another body.'],
  [503, 'append-unknown', 'The store is away, or it is not known whether the command was recorded: repeat it with the same Idempotency-Key.'],
];
const thingNotThere: Refused = [404, 'not-found', 'The address names nothing: no such evaluation was opened, no such campaign, no such union.'];
