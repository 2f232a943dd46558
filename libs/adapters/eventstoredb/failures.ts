import { AccessDeniedError, InvalidArgumentError, MaxAppendSizeExceededError, NotLeaderError, StreamDeletedError, StreamNotFoundError, WrongExpectedVersionError } from '@eventstore/db-client';
import { AppendUnknown, DamagedEvent, StoreUnavailable } from '#kernel';

/** Nothing was heard from the server for as long as a call may take. */
export class TimeLimitPassed extends Error {
  override readonly name = 'TimeLimitPassed';

  constructor(limitMs: number) {
    super(`no answer within ${limitMs} ms`);
  }
}

/**
 * The answer of a call, or TimeLimitPassed. The client's own deadline does not cover all that a call waits for, such as
 * finding the server.
 */
export function withinLimit<T>(call: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeLimitPassed(limitMs)), limitMs);
    call.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export const isWrongExpectedVersion = (error: unknown): error is WrongExpectedVersionError => error instanceof WrongExpectedVersionError;
export const isStreamNotFound = (error: unknown): error is StreamNotFoundError => error instanceof StreamNotFoundError;

/** What a failed append means to the port: unknown, unless it is certain that nothing was written. */
export function appendFailure(error: unknown): Error {
  if (error instanceof MaxAppendSizeExceededError) return new RangeError('the append is larger than the server takes, counting what surrounds each event', { cause: error });
  if (neverSent(error) || isRefusedOutright(error)) return new StoreUnavailable(`EventStoreDB wrote nothing: ${textOf(error)}`, { cause: error });
  return new AppendUnknown(`EventStoreDB did not say whether it wrote: ${textOf(error)}`, { cause: error });
}

/** What a failed read means to the port. */
export function readFailure(error: unknown): Error {
  if (error instanceof DamagedEvent || error instanceof RangeError || error instanceof StoreUnavailable) return error;
  if (/InvalidPosition|invalid position/.test(textOf(error))) return new RangeError('no event stands at this position of the log', { cause: error });
  return new StoreUnavailable(`EventStoreDB cannot be read: ${textOf(error)}`, { cause: error });
}

/** True when trying again cannot help: a wrong position, a damaged event, no access. */
export function isForGood(error: unknown): boolean {
  return error instanceof DamagedEvent || error instanceof AccessDeniedError || error instanceof InvalidArgumentError || readFailure(error) instanceof RangeError;
}

/** No connection came about, so the call never left. Any other text of gRPC's counts as unknown: the safe side. */
const neverSent = (error: unknown): boolean => textOf(error).includes('No connection established');

const isRefusedOutright = (error: unknown): boolean =>
  error instanceof AccessDeniedError || error instanceof NotLeaderError || error instanceof StreamDeletedError || error instanceof InvalidArgumentError;

/** The client leaves some messages empty: its `type` says more. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  return 'type' in error ? String(error.type) : error.name;
}
