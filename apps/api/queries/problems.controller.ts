import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { languageOf, problem, problemStatus, textFor, type Language } from '#platform';
import { ApiOperation, ApiParam, ApiTags } from '../api-description.js';
import { Answers, nothingThere, Refuses, wrongQuery } from '../described-answers.js';
import { refusalCodes, statusOfRefusal } from '../refusal-codes.js';

/** What a problem's `type` points to: every code with its meaning. */
@ApiTags('problems')
@Controller('problems')
export class ProblemsController {
  @Get()
  @ApiOperation({ summary: 'Every problem code with its status and meaning, in the language of Accept-Language.' })
  @Answers(200, 'ProblemMeanings', 'All codes.')
  @Refuses(wrongQuery)
  all(@Req() request: FastifyRequest) {
    const language = languageOf(request.headers['accept-language']);
    return { problems: [...Object.keys(problemStatus), ...refusalCodes].map((code) => meaning(code, language)) };
  }

  @Get(':code')
  @ApiOperation({ summary: 'One problem code.' })
  @ApiParam({ name: 'code', schema: { type: 'string' }, example: 'counts-inconsistent' })
  @Answers(200, 'ProblemMeaning', 'Its meaning.')
  @Refuses(wrongQuery, nothingThere)
  one(@Param('code') code: string, @Req() request: FastifyRequest) {
    if (!Object.hasOwn(problemStatus, code) && !refusalCodes.includes(code)) throw problem('not-found', { thing: 'code', id: code });
    return meaning(code, languageOf(request.headers['accept-language']));
  }
}

const meaning = (code: string, language: Language) => ({
  code,
  status: (problemStatus as Record<string, number>)[code] ?? statusOfRefusal(code),
  title: textFor(language, `problem.${code}.title`),
});
