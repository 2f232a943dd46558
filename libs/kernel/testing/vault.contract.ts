import type { Vault } from '../vocabulary/vault.port.js';

const bytes = (text: string) => new TextEncoder().encode(text);

/** What every vault promises. `open` gives a fresh, empty one. */
export function vaultContract(name: string, open: () => Promise<{ vault: Vault; close: () => Promise<void> }>): void {
  describe(`vault contract: ${name}`, () => {
    let vault: Vault;
    let close: () => Promise<void>;
    beforeEach(async () => ({ vault, close } = await open()));
    afterEach(() => close());

    it('gives back what was put, and nothing for a key never put', async () => {
      expect(await vault.putIfAbsent('key.person-p1', bytes('secret'))).toBe(true);
      expect(Buffer.from((await vault.get('key.person-p1'))?.value ?? []).toString()).toBe('secret');
      expect(await vault.get('key.person-p2')).toBeUndefined();
    });

    it('never overwrites: the second put loses', async () => {
      await vault.putIfAbsent('k', bytes('first'));
      expect(await vault.putIfAbsent('k', bytes('second'))).toBe(false);
      expect(Buffer.from((await vault.get('k'))?.value ?? []).toString()).toBe('first');
    });

    it('lets one of many racing puts win', async () => {
      const won = await Promise.all(Array.from({ length: 16 }, (_, i) => vault.putIfAbsent('race', bytes(String(i)))));
      expect(won.filter(Boolean)).toHaveLength(1);
    });

    it('replaces only the version that was read', async () => {
      await vault.putIfAbsent('k', bytes('one'));
      const { version } = (await vault.get('k')) ?? { version: '' };
      expect(await vault.replaceIf('k', version, bytes('two'))).toBe(true);
      expect(await vault.replaceIf('k', version, bytes('three'))).toBe(false);
      expect(await vault.replaceIf('absent', version, bytes('three'))).toBe(false);
      expect(Buffer.from((await vault.get('k'))?.value ?? []).toString()).toBe('two');
    });

    it('forgets what is deleted, and lets the key be used anew', async () => {
      await vault.putIfAbsent('k', bytes('one'));
      const first = await vault.get('k');
      expect(await vault.delete('k')).toBe(true);
      expect(await vault.delete('k')).toBe(false);
      expect(await vault.get('k')).toBeUndefined();
      await vault.putIfAbsent('k', bytes('one'));
      expect(await vault.replaceIf('k', first?.version ?? '', bytes('stale'))).toBe(false);
    });

    it.each(['', '../up', 'UPPER', 'a/b', '.hidden', 'x'.repeat(129)])('refuses the key %j', async (key) => {
      await expect(vault.get(key)).rejects.toThrow(RangeError);
      await expect(vault.putIfAbsent(key, bytes('x'))).rejects.toThrow(RangeError);
    });
  });
}
