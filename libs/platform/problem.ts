import type { DeepReadonly } from '#kernel';
import type { RuleSet } from '#rules';

/** One field that is wrong: where, by which rule, with the numbers of the rule. */
export type FieldFault = {
  readonly field: string;
  readonly rule: string;
  readonly details?: { readonly [name: string]: unknown };
  /** The group of texts with the words of what is allowed; default `word`. */
  readonly words?: string;
};

/**
 * A no to an HTTP request (RFC 9457). The code is stable; title and detail are made in the reader's language by the
 * filter. Codes of the transport stand in {@link problemStatus}; refusals of rules map to 422, or to 404 where the path names nothing.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: { readonly [name: string]: unknown } = {},
    readonly faults: readonly FieldFault[] = [],
    /** Whose words the texts use first: the rules by which it was refused. */
    readonly ruleSet: DeepReadonly<Pick<RuleSet, 'words'>> = {},
    /** How people call what details name by an id, by the detail: the texts say this, `details` keep the ids. */
    readonly names: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.name = 'Problem';
  }
}

/** Codes that the transport itself answers with, and their HTTP status. Refusals of rules come on top. */
export const problemStatus = {
  'malformed-json': 400,
  'body-invalid': 400,
  'query-invalid': 400,
  'header-invalid': 400,
  'actor-missing': 400,
  'id-invalid': 400,
  'evidence-empty': 400,
  'evidence-cut-short': 400,
  'url-malformed': 400,
  'workbook-empty': 400,
  'not-found': 404,
  'not-opened-by-then': 404,
  'campaign-not-opened-by-then': 404,
  'not-there-then': 404,
  'evidence-not-found': 404,
  'federation-not-there': 404,
  'import-not-there': 404,
  'method-not-allowed': 405,
  'contended': 409,
  'import-plan-changed': 409,
  'import-under-way': 409,
  'evidence-lost': 410,
  'evidence-altered': 410,
  'revision-moved-on': 412,
  'body-too-large': 413,
  'evidence-too-large': 413,
  'import-too-large': 413,
  'workbook-too-large-inside': 413,
  'workbook-beyond-limits': 413,
  'workbook-too-many-rows': 413,
  'media-type-unsupported': 415,
  'evidence-type-not-allowed': 415,
  'evidence-in-a-form': 415,
  'workbook-not-one': 415,
  'workbook-encrypted': 415,
  'workbook-with-nul': 415,
  'workbook-of-old': 415,
  'workbook-other-kind': 415,
  'idempotency-key-reused': 422,
  'workbook-damaged': 422,
  'workbook-quote-open': 422,
  'table-not-found': 422,
  'header-twice': 422,
  'import-has-refused-rows': 422,
  'scope-too-wide': 422,
  'too-many-changed-since': 422,
  'too-many-as-of': 422,
  'too-many-requests': 429,
  'internal': 500,
  'store-unavailable': 503,
  'append-unknown': 503,
  'view-behind': 503,
  'log-damaged': 503,
  'evidence-storage-full': 507,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** A problem of the transport by its code. */
export const problem = (code: ProblemCode, details: Problem['details'] = {}, faults: readonly FieldFault[] = []): Problem =>
  new Problem(problemStatus[code], code, details, faults);

/** What a header must be, where it is not: the text of `header.<rule>` says so. */
export type HeaderRule = 'key' | 'revision' | 'star' | 'alone' | 'actor' | 'position' | 'eventId' | 'clock' | 'realClock';

const longestShown = 64;
/** What a reader sees of a value: its beginning. Headers are bytes, so what is not ASCII has no letters to be shown by. */
const shownValue = (value: unknown): string => {
  const text = String(value).replaceAll(/[^\x20-\x7e]/g, '?');
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
};

/** A request header that is wrong; `numbers` are those of its rule. */
export const wrongHeader = (header: string, value: unknown, rule: HeaderRule, numbers: Problem['details'] = {}): Problem =>
  problem('header-invalid', { header, value: shownValue(value), rule, ...numbers });
