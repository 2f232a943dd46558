import { differences, type Difference } from './expectations.js';
import type { Answer } from './http-client.js';
import type { CommandStep } from './scenario.js';

/** What became of a step: `before` is one that an earlier play of the same file left behind. */
export type Verdict = 'recorded' | 'repeated' | 'unchanged' | 'refused' | 'before' | 'awaited';

/** Fields of an answer that expectations speak of. */
type Body = { readonly code?: string; readonly details?: unknown; readonly detail?: string; readonly events?: readonly string[]; readonly warnings?: readonly unknown[] };

/** The code of a no, or nothing. */
export const codeOf = ({ status, body }: Answer): string | undefined => (status < 300 ? undefined : ((body as Body | null)?.code ?? `HTTP ${status}`));

/**
 * Compares what a command led to with what it should. `earlier`: the stream's last write in this play was a repetition,
 * so this file was played here before, and an expected no may find the stream already past it.
 */
export function judge(step: CommandStep, answer: Answer, earlier: boolean): { readonly verdict: Verdict; readonly differences: readonly Difference[] } {
  const code = codeOf(answer);
  const { refused } = step.expect ?? {};
  if (code !== undefined) {
    if (earlier && refused !== undefined && code === 'revision-moved-on') return { verdict: 'before', differences: [] };
    return { verdict: 'refused', differences: ofRefusal(step, answer, code) };
  }
  if (answer.repeated) return { verdict: 'repeated', differences: refused === undefined ? [] : [{ path: 'refused', expected: refused, actual: 'recorded' }] };
  const body = answer.body as Body;
  if (body.events === undefined) return { verdict: 'unchanged', differences: ofRecord(step, [], [], answer.status) };
  return { verdict: 'recorded', differences: ofRecord(step, body.events, body.warnings ?? [], answer.status) };
}

function ofRefusal({ expect = {} }: CommandStep, { status, body }: Answer, code: string): readonly Difference[] {
  if (expect.refused !== code) return [{ path: 'refused', expected: expect.refused ?? expect.event ?? 'recorded', actual: code }];
  return [
    ...(expect.details === undefined ? [] : differences(expect.details, (body as Body).details, 'details')),
    ...(expect.status === undefined ? [] : differences(expect.status, status, 'status')),
  ];
}

function ofRecord({ expect = {} }: CommandStep, events: readonly string[], warnings: readonly unknown[], status: number): readonly Difference[] {
  if (expect.refused !== undefined) return [{ path: 'refused', expected: expect.refused, actual: events.length === 0 ? 'unchanged' : events }];
  const { event } = expect;
  const codes = warnings.map((warning) => (typeof warning === 'string' ? warning : String((warning as { code?: unknown }).code))).toSorted();
  return [
    ...(event === undefined ? [] : differences(typeof event === 'string' ? [event] : event, events, 'event')),
    ...(expect.warnings === undefined ? [] : differences(expect.warnings.toSorted(), codes, 'warnings')),
    ...(expect.status === undefined ? [] : differences(expect.status, status, 'status')),
  ];
}
