import autocannon from 'autocannon';

/** Requests that one connection sends in turn, again and again, each turn for another subject. */
export type Turn = { readonly requests: readonly { readonly pathOf: (subject: number) => string; readonly body: string }[]; readonly actorOf: (subject: number) => string };

/** Sends so many turns over so many connections. @returns answers a second @throws Error when one is no 2xx */
export async function postRate(address: string, turns: number, connections: number, turn: Turn): Promise<number> {
  let next = 0;
  // The generator itself looks only once a second whether it is done.
  let lastAnswer = Number.NaN;
  const began = performance.now();
  const result = await autocannon({
    url: address,
    amount: turns * turn.requests.length,
    connections,
    timeout: 60,
    requests: turn.requests.map(({ pathOf, body }, nth) => ({
      method: 'POST' as const,
      onResponse: () => void (lastAnswer = performance.now()),
      setupRequest: (template: autocannon.Request, context: { subject?: number }) => {
        if (nth === 0) context.subject = next++;
        const subject = context.subject ?? 0;
        return { ...template, path: pathOf(subject), body, headers: { 'content-type': 'application/json', 'pingjia-actor': turn.actorOf(subject), 'idempotency-key': `bench-${subject}-${nth}` } };
      },
    })),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were no 2xx, ${result.errors} failed: ${JSON.stringify(result.statusCodeStats)}`);
  return result['2xx'] / ((lastAnswer - began) / 1_000);
}
