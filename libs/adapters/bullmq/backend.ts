import type { Queue, Worker } from 'bullmq';

/** Where BullMQ keeps its jobs: what its classes need to be made with, and by which classes. */
export type Backend = {
  readonly kind: 'redis' | 'postgres';
  readonly classes: { readonly Queue: typeof Queue; readonly Worker: typeof Worker };
  /** For whoever asks and wants an answer now: fails while the store is away. */
  readonly asking: object;
  /** For workers: wait for the store to come back. */
  readonly working: object;
  /** Before every key, so that several folders of data may share a Redis. */
  readonly prefix?: string;
  readonly close: () => Promise<void>;
};
