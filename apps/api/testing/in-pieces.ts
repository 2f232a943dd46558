import { request, type Agent } from 'node:http';
import { usual, type Body, type ServedApi } from './served.js';

/** Sends a body with chunked encoding and no type. */
export function inPieces(api: ServedApi, path: string, content: Buffer, agent?: Agent): Promise<{ readonly status: number; readonly body: Body }> {
  return new Promise((resolve, reject) => {
    const asked = request(api.url + path, { method: 'POST', headers: usual, ...(agent === undefined ? {} : { agent }) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Body }));
    });
    asked.on('error', reject);
    for (let from = 0; from < content.length; from += 50_000) asked.write(content.subarray(from, from + 50_000));
    asked.end();
  });
}
