import type { Refusal } from './message.js';

/** A file as the store knows it: its type is judged by its content. */
export type StoredFile = { readonly sha256: string; readonly bytes: number; readonly mediaType: string };

/** What became of a stored file: still what was put, gone, or other bytes under its name. */
export type FileCondition = 'whole' | 'missing' | 'altered';

/** Bytes of a file, piece by piece: no file is ever held in memory as a whole. */
export type Bytes = AsyncIterable<Uint8Array>;

/** A file to look into. `read` gives what there is from that byte on, at most so many. */
export type Content = { readonly bytes: number; readonly read: (from: number, length: number) => Promise<Uint8Array> };

/** What a content turned out to be. `application/octet-stream`: nothing that is known. */
export type Recognise = (content: Content) => Promise<string>;

/** Types of files that unions send, each with the ending its files are given. Whatever else is recognised is not kept. */
export const keptTypes: { readonly [mediaType: string]: string } = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/tiff': 'tif',
  'application/pdf': 'pdf',
  'application/ofd': 'ofd',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'text/plain': 'txt',
  'text/csv': 'csv',
};

export const evidenceStoreRefusals = ['evidence-empty', 'evidence-too-large', 'evidence-type-not-allowed', 'evidence-storage-full'] as const;
export type EvidenceStoreRefusal = (typeof evidenceStoreRefusals)[number];

/** A file that is there as it was put, with its bytes. */
export type ReadFile = { readonly condition: 'whole'; readonly file: StoredFile; readonly bytes: Bytes } | { readonly condition: 'missing' | 'altered' };

/**
 * Files named by their SHA-256 (佐证材料), kept beside the log: events hold descriptors. What was put is never changed; the
 * same content put twice is one file, and putting it again mends one that was altered. A digest that is none names nothing.
 */
export interface EvidenceStore {
  /**
   * Keeps a file; when this resolves with one, it is on disk. Of a file that is refused, or whose bytes end in an error, nothing stays.
   * @throws whatever the bytes end in; StoreUnavailable
   */
  put(bytes: Bytes, limits: { readonly maxBytes: number }): Promise<StoredFile | Refusal<EvidenceStoreRefusal>>;
  /** A glance: what is known without reading the content. */
  find(sha256: string): Promise<StoredFile | undefined>;
  /** Reads the whole content and compares. */
  verify(sha256: string): Promise<FileCondition>;
  /** Verifies, then gives the bytes. */
  read(sha256: string): Promise<ReadFile>;
}

export const fileDigest = /^[0-9a-f]{64}$/;
