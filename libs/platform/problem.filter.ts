import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { AppendUnknown, NotCanonical, StoreUnavailable } from '#kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { damageIn, placeOfDamage } from './damage.js';
import { log } from './logging.js';
import { problem, Problem, type FieldFault } from './problem.js';
import { ruleFaultText } from './rule-set-texts.js';
import { languageIn, languageOf, textFor, type Language, type Wording } from './texts.js';

/** Turns whatever was thrown into problem+json in the reader's language. Nothing of our insides leaks. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    sendProblem(thrown, request, reply);
  }
}

/** The same answer for what Fastify refuses before Nest sees it. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = asProblem(thrown);
  // A problem that was thrown as one is an answer like others; what became one is for the operator.
  if (known.status >= 500 && known !== thrown) log.error({ error: thrown, method: request.method, url: request.url }, known.code);
  const language = languageOf(request.headers['accept-language']);
  if (known.status === 503) void reply.header('retry-after', '1');
  void reply
    .status(known.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('vary', 'accept-language')
    .send(JSON.stringify(describeProblem(known, language, request.url)));
}

/** Why a rule set or a self-inspection was refused stands in the details of the refusal, fault by fault. */
function describeErrors({ faults, details, ruleSet }: Problem, language: Language): readonly object[] {
  const told = [details['misfits'], details['contradictions']].flatMap((list) => (Array.isArray(list) ? (list as RuleSetFault[]) : []));
  return [...faults.map((fault) => describeFault(fault, language)), ...told.map((fault) => ({ field: `/ruleSet${fault.path}`, rule: fault.code, message: ruleFaultText(language, fault) })), ...inOneRefusal(details).map((fault) => describeOne(fault, { language, ruleSet }))];
}

/** What would each be a refusal of its own. */
type OneOfSeveral = { readonly code: string; readonly field?: string; readonly criterion?: string };
const inOneRefusal = ({ faults }: Problem['details']): readonly OneOfSeveral[] => (Array.isArray(faults) ? (faults as OneOfSeveral[]) : []);

const describeOne = (fault: OneOfSeveral, wording: Wording) => ({
  field: fault.field === undefined ? (fault.criterion === undefined ? '' : '/scores') : `/${fault.field}`,
  rule: fault.code,
  message: sentence(textFor(wording, `problem.${fault.code}`, fault), languageIn(wording)),
});

type RuleSetFault = Parameters<typeof ruleFaultText>[1] & { readonly path: string };

/** The body of RFC 9457, with `code`, `details` and the faults of fields as extension members. */
export function describeProblem(known: Problem, language: Language, instance: string): Record<string, unknown> {
  const errors = describeErrors(known, language);
  const wording = { language, ruleSet: known.ruleSet };
  const told = { ...known.details, ...known.names };
  return {
    type: `/problems/${known.code}`,
    title: sentence(textFor(wording, `problem.${known.code}.title`, told), language),
    status: known.status,
    code: known.code,
    detail: sentence(textFor(wording, `problem.${known.code}`, told), language),
    instance: instance.split('?')[0],
    details: known.details,
    ...(Object.keys(known.names).length === 0 ? {} : { names: known.names }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}

/** An English sentence that begins with the word of a key begins with a capital; a name of a field stays as it is typed. */
const sentence = (text: string, language: Language): string => (language === 'en' ? text.replace(/^[a-z]+(?=[ ,])/, (word) => word.charAt(0).toUpperCase() + word.slice(1)) : text);

const describeFault = ({ field, rule, details = {}, words = 'word' }: FieldFault, language: Language) => ({
  field,
  rule,
  message: textFor(language, `field.${rule}`, { ...details, words }),
  ...details,
});

function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  // Before the rest: damage is also why an append finds the store unavailable, and no repetition heals it.
  const damage = damageIn(thrown);
  if (damage !== undefined) return problem('log-damaged', placeOfDamage(damage));
  if (thrown instanceof StoreUnavailable) return problem('store-unavailable', { reason: thrown.trouble });
  if (thrown instanceof AppendUnknown) return problem('append-unknown');
  if (thrown instanceof NotCanonical) return problem('body-invalid', {}, [{ field: thrown.path, rule: 'canonical', details: { reason: thrown.reason } }]);
  return ofStatus(thrown instanceof HttpException ? thrown.getStatus() : fastifyStatus(thrown), thrown);
}

const fastifyStatus = (thrown: unknown): number | undefined => (thrown as { statusCode?: number } | undefined)?.statusCode;

function ofStatus(status: number | undefined, thrown: unknown): Problem {
  const code = (thrown as { code?: string } | undefined)?.code ?? '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || status === 413) return problem('body-too-large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || status === 415) return problem('media-type-unsupported');
  if (status === 404) return problem('not-found');
  if (status === 405) return problem('method-not-allowed');
  if (code === 'FST_ERR_BAD_URL') return problem('url-malformed');
  if (status !== undefined && status >= 400 && status < 500) return problem('malformed-json', { reason: 'unreadable' });
  return problem('internal');
}
