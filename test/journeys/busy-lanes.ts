import { post, type Answer, type Post } from './asking.js';
import { evaluationOf, holdAssembly, inFlight, registerUnion, reportProgress } from './district.js';
import type { Server } from './server.js';

/** Numbers that look like chance and are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A command that was sent: to which stream, and what was answered, if anything came. */
export type Sent = { readonly stream: string; readonly command: Post; answer: Answer | undefined };

/** What one lane sends, one after the other: new unions, the first step of an evaluation, or reports, several lanes to a stream. */
function* commandsOf(round: number, lane: number, unions: readonly string[]): Generator<readonly [string, Post]> {
  for (let nth = 0; ; nth++) {
    const key = `${round}.${lane}.${nth}`;
    const union = unions[lane % unions.length] as string;
    const stream = `evaluation-${evaluationOf(union)}`;
    if (lane % 8 === 7) yield [`union-r${round}l${lane}n${nth}`, { ...registerUnion(`r${round}l${lane}n${nth}`), key }];
    else if (nth === 0 && lane < unions.length) yield [stream, holdAssembly(union, key)];
    else yield [stream, reportProgress(union, key)];
  }
}

/**
 * Keeps 64 commands in flight until the server is gone; `answered` is told of each answer.
 * @returns all that was sent, answered or not
 */
export async function busyLanes(server: Server, round: number, unions: readonly string[], answered: (count: number) => void): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  let count = 0;
  const lane = async (number: number) => {
    for (const [stream, command] of commandsOf(round, number, unions)) {
      const one: Sent = { stream, command, answer: undefined };
      sent.push(one);
      try {
        one.answer = await post(server.url, command);
        answered(++count);
      } catch {
        // The line broke: nobody knows whether it was recorded.
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, number) => lane(number)));
  return sent;
}
