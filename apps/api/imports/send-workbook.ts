import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { attachment } from '../evidence/attachment.js';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const types = { xlsx: xlsxType, csv: 'text/csv; charset=utf-8' } as const;

/** Sends a file that is made while it is sent: should it break off, so does the answer. */
export async function sendWorkbook(reply: FastifyReply, { kind, title, content }: { readonly kind: keyof typeof types; readonly title: string; readonly content: Readable }): Promise<void> {
  await reply.headers({ 'content-type': types[kind], 'content-disposition': attachment(title, kind), 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-cache' }).send(content);
}
