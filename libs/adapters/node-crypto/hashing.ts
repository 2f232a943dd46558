import { hash } from 'node:crypto';
import type { Hashing } from '#kernel';

/** Hashing by OpenSSL, through Node. */
export const nodeHashing: Hashing = {
  sha256: (text) => hash('sha256', text, 'hex'),
  uuid5: (name) => uuid5(namespace, name),
};

const dnsNamespace = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');
/** The project's namespace for name-based UUIDs: itself UUIDv5(DNS namespace, "pingjia"). */
const namespace = Buffer.from(uuid5(dnsNamespace, 'pingjia').replaceAll('-', ''), 'hex');

/** RFC 9562: SHA-1 over namespace and name, the version in the 13th digit, the variant in the 17th. */
function uuid5(space: Buffer, name: string): string {
  const hex = hash('sha1', Buffer.concat([space, Buffer.from(name)]), 'hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 0x3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
