import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Bytes of a signature that are kept: 128 bits, so that a link stays short. */
const signatureBytes = 16;

/** A key for {@link signatureOf}. */
export const newSigningKey = (): Uint8Array => Uint8Array.from(randomBytes(32));

/** HMAC-SHA256 of the text's UTF-8 bytes, its first 128 bits in Base64 for addresses: 22 characters. */
export const signatureOf = (key: Uint8Array, text: string): string => createHmac('sha256', key).update(text).digest().subarray(0, signatureBytes).toString('base64url');

/** Whether a signature is that of the text; how long it takes tells nothing of how near it was. */
export function isSignatureOf(signature: string, key: Uint8Array, text: string): boolean {
  const [given, wanted] = [Buffer.from(signature), Buffer.from(signatureOf(key, text))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
