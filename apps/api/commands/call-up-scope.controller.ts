import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { campaignDecider, isCalledUp, maxUnitsCalledUp, outsideBy, type CampaignState } from '#campaign';
import { maxListLimit, type ListPage, type Outcome } from '#kernel';
import { actorOf, federationsBelow, NODE, problem, Problem, type Node } from '#platform';
import { ruleSetKey, type RuleSet } from '#rules';
import type { UnionRow } from '#views';
import { Answers, cannotServe, nothingThere, Refuses, wrongRead } from '../described-answers.js';
import { statusOfRefusal } from '../refusal-codes.js';
import { CallUpScopeBody } from './bodies/campaign.body.js';
import { HandIn } from './hand-in.js';
import { readBody } from './read-body.js';
import { pathId } from './request.js';

/** Pages of the register that one request looks at: it answers within a second or two, and is sent again for the rest. */
const mostPages = 10;
/** How long the register's views may take to come as far as the log is, in milliseconds. */
const patienceMs = 5_000;

type Opened = NonNullable<CampaignState['opened']>;
type PassedOver = { alreadyCalledUp: number; closed: number; outOfScope: number };
type Asked = { readonly cursor?: string; readonly makeUp?: boolean; readonly forTitle?: boolean };

/**
 * Calls up all that a campaign is for, 500 at a time, from the register's view. Whoever is called up already is passed over,
 * so that it may be broken off anywhere and begun again; what the view says the command judges once more.
 */
@ApiTags('campaign')
@Controller('v1/campaigns')
export class CallUpScopeController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(NODE) private readonly node: Node,
  ) {}

  @Post(':id/call-up-scope')
  @HttpCode(200)
  @ApiParam({ name: 'id', schema: { type: 'string' }, example: 'bureau_2009' })
  @ApiHeader({ name: 'Pingjia-Actor', required: true, example: 'office=officer;body=federation-bureau' })
  @ApiOperation({ summary: 'Call up the next 500 of all unions that the campaign is for; send `next` as cursor until there is none. Begun again, it goes on where it was broken off.' })
  @ApiBody({ type: CallUpScopeBody })
  @Answers(200, 'ScopeCalledUp', 'How many were called up and passed over.')
  @Refuses(wrongRead, nothingThere, [422, 'idempotency-key-reused', 'A rule refuses: `code` says which.'], cannotServe)
  async callUp(@Param('id') id: string, @Body() raw: unknown, @Req() request: FastifyRequest) {
    const asked = (await readBody(CallUpScopeBody, raw)) as Asked;
    const campaign = pathId(id);
    const by = actorOf(request.headers['pingjia-actor']);
    this.node.refuseDamaged();
    const { opened, state, ruleSet } = await this.#campaign(campaign);
    await this.#caughtUp();
    const below = await federationsBelow(this.node.views, opened.federation);
    const inSubtree = opened.scope?.subtree === undefined ? undefined : new Set((await Promise.all(opened.scope.subtree.map((one) => federationsBelow(this.node.views, one)))).flat());
    const passedOver: PassedOver = { alreadyCalledUp: 0, closed: 0, outOfScope: 0 };
    const eligible = (row: UnionRow): boolean => {
      const reason = passedOverBy(row, { state, opened, ruleSet, inSubtree });
      if (reason !== undefined) passedOver[reason]++;
      return reason === undefined;
    };
    const { units, next } = await this.#eligible(below, asked.cursor, eligible);
    if (units.length > 0) await this.#handIn(campaign, units, { asked, by, at: this.node.clock(request.headers['pingjia-clock']) });
    const unions = asked.cursor === undefined ? await this.#count(below) : undefined;
    return { calledUp: units.length, passedOver, ...(unions === undefined ? {} : { unions }), ...(next === undefined ? {} : { next }) };
  }

  async #campaign(id: string): Promise<{ opened: Opened; state: CampaignState; ruleSet: RuleSet }> {
    const state = (await this.node.commands.state(campaignDecider, id)).state as CampaignState;
    if (state.opened === null) throw problem('not-found');
    const { ruleSet } = (await this.node.commands.facts({ ruleSet: { fact: 'ruleSet', of: ruleSetKey(state.opened.ruleSet) } })) as { ruleSet?: RuleSet };
    if (ruleSet === undefined) throw problem('not-found');
    return { opened: state.opened, state, ruleSet };
  }

  /** What was registered a moment ago is called up too. */
  async #caughtUp(): Promise<void> {
    const end = await this.node.log.end();
    const reached = await Promise.all([this.node.views.unions.reached(end, patienceMs), this.node.views.federations.reached(end, patienceMs)]);
    if (reached.includes(false)) throw problem('view-behind', { position: String(end) });
  }

  async #eligible(scope: readonly string[], from: string | undefined, eligible: (row: UnionRow) => boolean): Promise<{ units: string[]; next: string | undefined }> {
    const units: string[] = [];
    let cursor = from;
    for (let pages = 0; pages < mostPages && units.length + maxListLimit <= maxUnitsCalledUp; pages++) {
      const page: ListPage<UnionRow> = await this.node.views.unions.list({ scope, limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) }).catch((error: unknown) => {
        throw error instanceof RangeError ? problem('query-invalid', {}, [{ field: '/cursor', rule: 'cursor' }]) : error;
      });
      units.push(...page.rows.filter(([, row]) => eligible(row)).map(([id]) => id));
      cursor = page.next;
      if (cursor === undefined) break;
    }
    return { units, next: cursor };
  }

  async #handIn(campaign: string, units: readonly string[], { asked: { makeUp, forTitle }, by, at }: { readonly asked: Asked; readonly by: ReturnType<typeof actorOf>; readonly at: string }): Promise<void> {
    const data = { units, ...(makeUp === undefined ? {} : { makeUp }), ...(forTitle === undefined ? {} : { forTitle }) };
    const outcome: Outcome = await this.bus.execute(new HandIn(campaignDecider, campaign, { type: 'CallUpUnits', data, commandId: randomUUID(), by, at }, {}));
    if (outcome.kind === 'refused') throw new Problem(statusOfRefusal(outcome.refusal.refused), outcome.refusal.refused, outcome.refusal.details, []);
    if (outcome.kind !== 'recorded') throw problem('contended');
  }

  async #count(federations: readonly string[]): Promise<number> {
    let unions = 0;
    for (const federation of federations) unions += (await this.node.views.unions.totals(federation))['unions'] ?? 0;
    return unions;
  }
}

type Judged = { readonly state: CampaignState; readonly opened: Opened; readonly ruleSet: RuleSet; readonly inSubtree: ReadonlySet<string> | undefined };

function passedOverBy(row: UnionRow, { state, opened, ruleSet, inSubtree }: Judged): keyof PassedOver | undefined {
  if (isCalledUp(state, row.union)) return 'alreadyCalledUp';
  if (row.closedOn !== null) return 'closed';
  if (inSubtree?.has(row.superior) === false) return 'outOfScope';
  const { subtree: _subtree, ...scope } = opened.scope ?? {};
  const outside = outsideBy(scope, { id: row.union, class: row.class, path: [row.superior], ...(row.members === null ? {} : { members: row.members }) }, ruleSet);
  return outside === undefined ? undefined : 'outOfScope';
}
