import { patienceMs } from '#kernel/testing';

/** An answer as it came, or `lost` when the line broke before one did. */
export type Answer = { readonly status: number; readonly body: unknown; readonly revision: string | null; readonly position: string | null; readonly replayed: boolean };
export type Post = { readonly path: string; readonly body: unknown; readonly key: string; readonly actor?: string };

const longestMs = patienceMs;
const officer = 'office=officer;body=federation-district';

/** Hands a command in. @throws when no answer came */
export const post = (url: string, { path, body, key, actor = officer }: Post): Promise<Answer> =>
  ask(url, path, { method: 'POST', headers: { 'content-type': 'application/json', 'pingjia-actor': actor, 'idempotency-key': key, 'accept-language': 'en' }, body: JSON.stringify(body) });

/** Reads; with the position of a write, what was recorded up to it: a view that is behind is asked again. @throws when no answer came */
export const get = (url: string, path: string, position?: string | null): Promise<Answer> =>
  position === undefined || position === null ? read(url, path) : eventually(() => read(url, path, { 'pingjia-position': position }), ({ body }) => (body as { code?: unknown } | null)?.code !== 'view-behind');

const read = (url: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => ask(url, path, { headers: { 'accept-language': 'en', ...headers } });

/** Hands a command in and insists that it is recorded. */
export async function record(url: string, command: Post): Promise<Answer> {
  const answer = await post(url, command);
  if (answer.status !== 201) throw new Error(`${command.path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

async function ask(url: string, path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(longestMs) });
  const text = await response.text();
  const { headers, status } = response;
  return { status, body: JSON.parse(text) as unknown, revision: headers.get('etag'), position: headers.get('pingjia-position'), replayed: headers.get('idempotency-replayed') === 'true' };
}

/** Does something for each item, so many at a time; what it gives back, in the items' order. */
export async function inParallel<T, R>(items: readonly T[], width: number, what: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await what(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}

const lookEveryMs = 15;

/** Asks again and again until the answer is one that was hoped for. @throws with the last answer when that takes too long */
export async function eventually<T>(question: () => Promise<T>, hoped: (answer: T) => boolean, withinMs = patienceMs): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const answer = await question();
    if (hoped(answer)) return answer;
    if (performance.now() > until) throw new Error(`not within ${withinMs} ms: ${JSON.stringify(answer).slice(0, 1_000)}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
