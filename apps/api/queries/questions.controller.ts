import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { heldOver, judgedResult, migrationOf, needsOfApplication, questionnaireOf, recognitionOf, rectificationLedger, roundsOf, ruleSetOf, scoreTable, standingEvents, tightenedRefused, whatBlocks, type Facts, type Ruled, type Running } from '#evaluation';
import { NODE, problem, Problem, type Node } from '#platform';
import { unionDecider, type Union } from '#register';
import { ApiOperation, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongRead } from '../described-answers.js';
import { askedOf, foldedAsOf, OfOneEvaluation, type AskedOf } from './as-of.js';
import { describeQuestionnaire, describeRecognition, describeRound } from './describe-votes.js';
import { calendarNote } from './describe.js';
import { describeItem, describeMigration, describeScores, describeTitle } from './describe-questions.js';
import { ruleSetVersion } from './list-query.js';

const word = /^[a-z][A-Za-z0-9]{0,31}$/;

/** Questions that are answered from one evaluation, each by a pure function over its events: as it stands, or as of an instant. */
@ApiTags('evaluations')
@Controller('v1/evaluations/:id')
export class QuestionsController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get('application')
  @OfOneEvaluation()
  @ApiQuery({ name: 'title', required: false, description: 'One title of the rules, for example qualified; default: every title of the ladder, from the lowest.' })
  @ApiOperation({ summary: 'What blocks an application, title by title: all at once, by the very rules that refuse it.' })
  @Answers(200, 'Application', 'Each title with all that blocks it; nothing blocks one that may be applied for.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async application(@Param('id') id: string, @Query('title') title: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    if (title !== undefined && !(typeof title === 'string' && word.test(title))) throw problem('query-invalid', {}, [{ field: 'title', rule: 'word' }]);
    const asked = await askedOf(this.node, id, { request, reply });
    const facts = await this.#ruled(asked);
    const titles = whatBlocks(asked.state as Running, facts, title);
    return { id: asked.id, today: asked.today, titles: titles.map((answer) => describeTitle(answer, asked.wording)) };
  }

  @Get('votes')
  @OfOneEvaluation()
  @ApiOperation({ summary: 'All rounds (annulled ones too), boxes, every rate over every denominator, thresholds, questionnaires, recognition; no small group apart.' })
  @Answers(200, 'Votes', 'The rounds in their order; what is not shown says why.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async votes(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const asked = await askedOf(this.node, id, { request, reply });
    const { ruleSet, wording } = asked;
    const questionnaire = questionnaireOf(asked.state, ruleSet.smallGroupBelow);
    const recognition = recognitionOf(asked.events, ruleSet.smallGroupBelow);
    return {
      id: asked.id,
      ruleSet: { id: ruleSet.id, version: ruleSet.version },
      smallGroupBelow: ruleSet.smallGroupBelow,
      rounds: roundsOf(asked.state, ruleSet).map((round) => describeRound(round, wording)),
      questionnaire: questionnaire === null ? null : describeQuestionnaire(questionnaire, wording),
      recognition: recognition === null ? null : describeRecognition(recognition, wording),
    };
  }

  @Get('score-table')
  @OfOneEvaluation()
  @ApiOperation({ summary: "Every criterion that applies, with the union's own, its members' and the superior's points, evidence and basis; totals rescaled." })
  @Answers(200, 'ScoreTable', 'The criteria by item of the standard; null where nobody of that kind gave points.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async scores(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const asked = await askedOf(this.node, id, { request, reply });
    return { id: asked.id, ...describeScores(scoreTable(standingEvents(asked.events), asked.state as Running, asked.ruleSet), asked.language) };
  }

  @Get('rectification')
  @OfOneEvaluation()
  @ApiOperation({ summary: 'The rectification ledger: item, source, problem, measure, owner, dates, how late, progress, result, who was told, who confirmed.' })
  @Answers(200, 'Rectification', 'The items in the order in which they were opened.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async rectification(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { events, state, today, language, ...asked } = await askedOf(this.node, id, { request, reply });
    const calendar = this.node.calendar();
    const items = rectificationLedger(standingEvents(events), state, { today, calendar });
    return { id: asked.id, today, items: items.map((item) => describeItem(item, language, calendarNote(today, calendar, language))) };
  }

  @Get('migration')
  @OfOneEvaluation()
  @ApiQuery({ name: 'to', required: true, example: 'default.2', description: 'A version of a rule set.' })
  @ApiOperation({ summary: 'What moving to another version of the rules would change: listed, and not recorded.' })
  @Answers(200, 'Migration', 'Differences, due dates that move, and what stands. The same that `migrate-rules` records.')
  @Refuses(wrongRead, nothingThere, cannotServe)
  async migration(@Param('id') id: string, @Query('to') to: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const [, name = '', version = ''] = ruleSetVersion.exec(typeof to === 'string' ? to : '') ?? [];
    if (name === '') throw problem('query-invalid', {}, [{ field: 'to', rule: 'ruleSetVersion' }]);
    const { state, ruleSet, ...asked } = await askedOf(this.node, id, { request, reply });
    const { opened } = state as Running;
    const next = { id: name, version: Number(version) };
    const judged = judgedResult(state);
    const facts = (await this.node.commands.facts({ nextRuleSet: ruleSetOf(next), held: heldOver(`path.${opened.superiors.join('+')}`, next, asked.today), ...(judged === undefined ? {} : { neverHeld: judged }) })) as Facts;
    if (facts.nextRuleSet === undefined) throw new Problem(422, 'rule-set-unknown', next);
    const refused = tightenedRefused(next, facts.held);
    if (refused !== undefined) throw new Problem(422, refused.refused, refused.details);
    const { due: _due, ...listed } = migrationOf(state as Running, { from: ruleSet, to: facts.nextRuleSet, neverHeld: facts.neverHeld });
    return { id: asked.id, from: { id: opened.ruleSet.id, version: opened.ruleSet.version }, to: next, ...describeMigration(listed, asked.wording) };
  }

  /** The rule set the evaluation was pinned to then, and the union as the register had it then. */
  async #ruled({ state, asOf, ruleSet }: AskedOf): Promise<Ruled> {
    const { union, ...others } = (await this.node.commands.facts(needsOfApplication(state as Running))) as Facts;
    const facts = { ...others, ...(union === undefined ? {} : { union }) };
    if (asOf === undefined || union === undefined) return { ...facts, ruleSet };
    const then = (await foldedAsOf(this.node, unionDecider, { id: (state as Running).opened.union, asOf })) as Union | undefined;
    return { ...others, ruleSet, ...(then === undefined ? {} : { union: then }) };
  }
}
