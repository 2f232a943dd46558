import type { PlainDate, SafeInteger } from '#kernel';
import { hash } from 'node:crypto';

const digits = 16;

/** Of a row's key and JSON: 64 bits of SHA-256, 16 hex digits. No line break stands in the JSON, so nothing can shift between the two. */
export const rowDigest = (key: string, json: string): string => hash('sha256', `${key}\n${json}`, 'hex').slice(0, digits);

/** Of where a view stands, and of the layout its file must have: a flipped byte in the schema changes how values are read. */
export const checkpointDigest = (layout: string, { logId, fingerprint, position }: { readonly logId: string; readonly fingerprint: string; readonly position: number }): string =>
  hash('sha256', `${logId}\n${fingerprint}\n${position}\n${layout}`, 'hex').slice(0, digits);

/** Beside each total stands the sum of its deltas times a weight of their day, modulo this prime: it grows by addition, as the total does. */
export const momentModulus = 1_000_003;

/** The weight of a day, or of a group's measure, 1 to {@link momentModulus} − 1: FNV-1a over its characters. */
export function weightOf(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return 1 + ((value >>> 0) % (momentModulus - 1));
}

/** What a delta adds to the moment of its total. */
export const momentOf = (day: PlainDate, value: SafeInteger): number => ((value % momentModulus) * weightOf(day)) % momentModulus;

/** What a measure of a group adds to the group's seal: the seal grows by addition, as the totals do, and none of them can be missing or changed. */
export const sealOf = (group: string, measure: string, value: SafeInteger): number => ((value % momentModulus) * weightOf(`${group}\n${measure}`)) % momentModulus;

const prints = 2 ** 48;

/** 48 bits of SHA-256, as a number: sums of them tell which texts were added up, in whatever order. */
export const printOf = (text: string): number => Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16);

/** The sum of two prints, 0 to 2^48 − 1. */
export const printSum = (one: number, other: number): number => (one + other + prints) % prints;
