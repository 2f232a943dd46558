import { MemoryVault } from '#adapters/memory';
import { AnswerLinks } from './answer-links.js';
import { ConfigProblem } from './config-problem.js';
import { readConfig } from './config.js';
import { log } from './logging.js';

const notice = 'federation.street.district2025.20251222';

describe('links of messages', () => {
  const vault = new MemoryVault();
  const links = (publicUrl?: string) => new AnswerLinks({ vault: () => vault, publicUrl });

  it('lead to the public address, or to where this process listens, or are left out while nobody knows', async () => {
    const [nowhere, here, there] = [links(), links(), links('https://pingjia.example/p')];
    for (const one of [here, there]) one.servedAt('http://127.0.0.1:3000');
    expect(await nowhere.of(notice)).toBeUndefined();
    expect((await here.of(notice))?.list).toMatch(/^http:\/\/127\.0\.0\.1:3000\/answer\/federation\.street\.district2025\.20251222\/[\w-]{22}$/);
    expect((await there.of(notice))?.acknowledge).toMatch(/^https:\/\/pingjia\.example\/p\/answer\/.*#answer$/);
  });

  it('of one vault are known by every process, of another by none', async () => {
    const one = links('https://a.example');
    const signature = (await one.of(notice))?.list.split('/').at(-1) ?? '';
    expect(await links('https://b.example').isOurs(notice, signature)).toBe(true);
    expect(await links().isOurs(`${notice.slice(0, -1)}3`, signature)).toBe(false);
    expect(await new AnswerLinks({ vault: () => new MemoryVault(), publicUrl: undefined }).isOurs(notice, signature)).toBe(false);
  });

  it('are left out of messages where the vault cannot be used, and come back with it', async () => {
    log.level = 'silent';
    let away = true;
    const one = new AnswerLinks({
      vault: () => {
        if (away) throw new Error('no vault');
        return vault;
      },
      publicUrl: 'https://a.example',
    });
    expect(await one.of(notice)).toBeUndefined();
    await expect(one.isOurs(notice, 'x')).rejects.toThrow('no vault');
    away = false;
    expect(await one.of(notice)).toEqual(await links('https://a.example').of(notice));
  });
});

describe('PUBLIC_URL', () => {
  it('is an address under which a path can be put', () => {
    expect(readConfig({ PUBLIC_URL: 'https://pingjia.example/p/' }).publicUrl).toBe('https://pingjia.example/p');
    expect(readConfig({}).publicUrl).toBeUndefined();
    for (const PUBLIC_URL of ['pingjia.example', 'ftp://pingjia.example', 'https://u:p@pingjia.example', 'https://pingjia.example/?a=1', 'https://pingjia.example/#a']) expect(() => readConfig({ PUBLIC_URL })).toThrow(ConfigProblem);
  });
});
