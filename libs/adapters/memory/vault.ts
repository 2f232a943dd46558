import { vaultKey, type Kept, type Vault } from '#kernel';

/** A vault in memory. */
export class MemoryVault implements Vault {
  readonly #kept = new Map<string, Kept>();
  #changes = 0;

  async get(key: string): Promise<Kept | undefined> {
    return this.#kept.get(checked(key));
  }

  async putIfAbsent(key: string, value: Uint8Array): Promise<boolean> {
    if (this.#kept.has(checked(key))) return false;
    this.#put(key, value);
    return true;
  }

  async replaceIf(key: string, version: string, value: Uint8Array): Promise<boolean> {
    if (this.#kept.get(checked(key))?.version !== version) return false;
    this.#put(key, value);
    return true;
  }

  async delete(key: string): Promise<boolean> {
    return this.#kept.delete(checked(key));
  }

  #put(key: string, value: Uint8Array): void {
    this.#kept.set(key, { value: Uint8Array.from(value), version: String(++this.#changes) });
  }
}

function checked(key: string): string {
  if (!vaultKey.test(key)) throw new RangeError(`"${key}" is not a vault key`);
  return key;
}
