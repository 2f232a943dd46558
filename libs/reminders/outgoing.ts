import type { Channel, OutgoingNotice, SendResult } from './channel.port.js';

/** Most characters of a result's detail, and of a receipt. */
export const maxDetailCharacters = 500;
const maxReceiptCharacters = 200;

const encoder = new TextEncoder();
/** Bytes of UTF-8: what channels count, in which a Chinese character takes three. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** Whether a text has at most so many bytes of UTF-8. A character of UTF-16 takes three at the most, so that short ones need no counting. */
export const isWithinBytes = (text: string, most: number): boolean => text.length * 3 <= most || byteLength(text) <= most;

/** The form of the message a channel carries, or its refusal: what is too long would be cut off or refused by whoever receives it. */
export function bodyFor(channel: Pick<Channel, 'form' | 'byteLimit'>, notice: OutgoingNotice): string | SendResult {
  const body = channel.form === 'parameters' ? JSON.stringify(notice.parameters) : notice[channel.form];
  return isWithinBytes(body, channel.byteLimit) ? body : refused('never', 'too-long', `${byteLength(body)} bytes, at most ${channel.byteLimit}`);
}

export const delivered = (receipt?: string): SendResult => (receipt === undefined || receipt === '' ? { kind: 'delivered' } : { kind: 'delivered', receipt: receipt.slice(0, maxReceiptCharacters) });

export const unknown = (detail: string): SendResult => ({ kind: 'unknown', detail: detail.slice(0, maxDetailCharacters) });

/** `afterMs` in milliseconds, where the channel said when to come back. */
export function refused(retry: 'never' | 'later', code: string, detail: string, afterMs?: number): SendResult {
  return { kind: 'refused', retry, code, detail: detail.slice(0, maxDetailCharacters), ...(afterMs === undefined ? {} : { afterMs }) };
}
