const free = -1;
const firstSlots = 64;

/** Sums by a whole number from 0 to 2^53 − 1, in two arrays of numbers: 16 bytes a slot, of which a quarter to a half is in use. */
export class SumTable {
  #keys = new Float64Array(firstSlots).fill(free);
  #sums = new Float64Array(firstSlots);
  #used = 0;

  add(key: number, by: number): void {
    const slot = this.#slot(key);
    if (this.#keys[slot] === free) {
      this.#keys[slot] = key;
      this.#used++;
    }
    this.#sums[slot] = (this.#sums[slot] ?? 0) + by;
    if (this.#used * 2 > this.#keys.length) this.#grow();
  }

  get(key: number): number {
    return this.#sums[this.#slot(key)] ?? 0;
  }

  /** Keys whose sum is not zero, in their order. */
  keys(): Float64Array {
    return this.#keys.filter((key, slot) => key !== free && this.#sums[slot] !== 0).sort();
  }

  /** Where the key stands, or would. */
  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    // Both halves count: the upper one is the group and its day, the lower one the measure.
    let slot = (Math.imul(key % 0x1_0000_0000, 0x9e3779b1) ^ Math.imul(Math.floor(key / 0x1_0000_0000) + 1, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (this.#keys[slot] !== key && this.#keys[slot] !== free) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, sums] = [this.#keys, this.#sums];
    this.#keys = new Float64Array(keys.length * 2).fill(free);
    this.#sums = new Float64Array(keys.length * 2);
    for (const [old, key] of keys.entries()) {
      if (key === free) continue;
      const slot = this.#slot(key);
      this.#keys[slot] = key;
      this.#sums[slot] = sums[old] ?? 0;
    }
  }
}
