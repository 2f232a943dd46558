import type { Position } from '#kernel';
import { hash } from 'node:crypto';

/** The chain before the first event: 32 zero bytes. */
export const chainStart: Buffer = Buffer.alloc(32);

const joined = Buffer.alloc(64);

/** The running head of the log: SHA-256 over the chain so far and the next event's digest, 32 bytes each. */
export function nextChain(chain: Uint8Array, digest: Uint8Array): Buffer {
  joined.set(chain, 0);
  joined.set(digest, 32);
  return hash('sha256', joined, 'buffer');
}

/** A policy's checkpoint as kept: `saves` counts how often it was saved. */
export type KeptCheckpoint = { readonly policy: string; readonly position: Position; readonly saves: number };

/** The checksum a kept checkpoint carries. */
export const checkpointDigest = ({ policy, position, saves }: KeptCheckpoint): string => hash('sha256', `${policy}\n${position}\n${saves}`, 'hex');
