import { applyDecorators } from '@nestjs/common';
import { describeProblem, problem, type ProblemCode } from '#platform';
import { answerExamples } from './answer-examples.js';
import type { AnswerName } from './answer-schemas.js';
import { ApiResponse } from './api-description.js';

/** An answer of this kind, with an example, in the API's description. */
export const Answers = (status: number, name: AnswerName, description: string): MethodDecorator =>
  ApiResponse({ status, description, content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` }, example: answerExamples[name] } } });

/** What a request may be refused with: status, then the code of its example, then what it means. */
export type Refused = readonly [status: number, code: ProblemCode, description: string, details?: Readonly<Record<string, unknown>>];

/** Problems of an operation, each with an example, in the API's description. */
export const Refuses = (...refusals: readonly Refused[]): MethodDecorator =>
  applyDecorators(
    ...refusals.map(([status, code, description, details]) =>
      ApiResponse({ status, description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example: describeProblem(problem(code, details), 'zh-CN', '/v1/evaluations') } } }),
    ),
  );

/** What any read may meet: a query parameter nobody knows. */
export const wrongQuery: Refused = [400, 'query-invalid', 'A query parameter is unknown or wrong: `errors` names it and what is allowed.'];
export const wrongRead: Refused = [400, 'query-invalid', 'The id, a header or a query parameter is wrong.'];
export const nothingThere: Refused = [404, 'not-found', 'The address names nothing.'];
export const cannotServe: Refused = [503, 'view-behind', 'The view is behind the position asked for, the store is away, or the log is damaged.', { position: '42' }];
