/** A secret or blob kept beside the log, with the version its last change gave it. */
export type Kept = { readonly value: Uint8Array; readonly version: string };

/**
 * Keys, password hashes and other things that must be forgettable: they never enter the log or the queue.
 * Keys match `^[a-z0-9][a-z0-9._-]{0,127}$`. A resolved write is on disk.
 */
export interface Vault {
  get(key: string): Promise<Kept | undefined>;
  /** False when the key is taken. */
  putIfAbsent(key: string, value: Uint8Array): Promise<boolean>;
  /** False when the key is gone or its version is another. */
  replaceIf(key: string, version: string, value: Uint8Array): Promise<boolean>;
  /** True when something was there to delete. */
  delete(key: string): Promise<boolean>;
}

export const vaultKey = /^[a-z0-9][a-z0-9._-]{0,127}$/;
