import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver of webhooks that takes every message: says where it listens, and to whoever asks how many came. */
let arrived = 0;
const server = createServer((request, response) => {
  request.resume().once('end', () => {
    if (request.method === 'POST') arrived++;
    response.writeHead(request.method === 'POST' ? 204 : 200).end(request.method === 'POST' ? undefined : String(arrived));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ listening: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })));
process.once('SIGTERM', () => process.exit(0));
