import { createHash, hash } from 'node:crypto';
import type { Hashing } from '#kernel';

/** The project's namespace for name-based UUIDs: itself UUIDv5(DNS namespace, "pingjia"). */
const namespace = (() => {
  const bytes = createHash('sha1').update(Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex')).update('pingjia').digest();
  return asVersion5(bytes);
})();

/** Hashing by OpenSSL, through Node. */
export const nodeHashing: Hashing = {
  sha256: (text) => hash('sha256', text, 'hex'),
  uuid5: (name) => {
    const hex = asVersion5(createHash('sha1').update(namespace).update(name).digest()).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  },
};

function asVersion5(sha1: Buffer): Buffer {
  const bytes = Buffer.from(sha1.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes;
}
