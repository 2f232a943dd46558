import autocannon from 'autocannon';

/** Sends `count` POSTs over so many connections; `pathOf` and the key make each its own command. @returns answers a second */
export async function postRate(address: string, count: number, connections: number, request: { readonly pathOf: (index: number) => string; readonly body: unknown; readonly actorOf: (index: number) => string }): Promise<number> {
  let next = 0;
  const body = JSON.stringify(request.body);
  const result = await autocannon({
    url: address,
    amount: count,
    connections,
    timeout: 60,
    requests: [
      {
        method: 'POST',
        setupRequest: (template) => {
          const index = next++;
          return {
            ...template,
            path: request.pathOf(index),
            body,
            headers: { 'content-type': 'application/json', 'pingjia-actor': request.actorOf(index), 'idempotency-key': `bench-${index}` },
          };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were no 2xx, ${result.errors} failed: ${JSON.stringify(result.statusCodeStats)}`);
  return result['2xx'] / ((result.finish.getTime() - result.start.getTime()) / 1_000);
}
