import { readFileSync } from 'node:fs';

/** What `npm ci` installs runs on the oldest Node that the project promises, and comes from whichever registry is configured. */
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string }; readonly resolved?: string }>> };
const packages = Object.entries(lock.packages);
const promised = [20, 19, 0] as const;

/** Whether one range of `a || b` takes the promised version; only what npm packages write. */
function takes(range: string): boolean {
  const [, sign = '', ...numbers] = /^(>=|>|\^|~)?\s*v?(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?/.exec(range.trim()) ?? [];
  if (numbers.length === 0) return range.trim() === '*' || range.trim() === '';
  const [major = 0, minor = 0, patch = 0] = numbers.map((part) => Number(part) || 0);
  const least = (major - promised[0]) * 1e6 + (minor - promised[1]) * 1e3 + (patch - promised[2]) <= 0;
  return sign.startsWith('>') ? least : major === promised[0] && least;
}

it('understands how packages say it', () => {
  expect(['>=18', '>= 14.16', '^20.19.0 || ^22.12.0 || >=24', '>=20.19.0 <23', '*', '20.x'].map((range) => range.split('||').some(takes))).toEqual([true, true, true, true, true, true]);
  expect(['>=22', '^22.12.0 || >=24', '>=20.20.0', '^18.0.0'].map((range) => range.split('||').some(takes))).toEqual([false, false, false, false]);
});

it('no package asks for a newer Node', () => {
  expect(packages.length).toBeGreaterThan(500);
  expect(packages.flatMap(([path, { engines }]) => (engines?.node === undefined || engines.node.split('||').some(takes) ? [] : [`${path}: ${engines.node}`]))).toEqual([]);
});

it('names no registry', () => {
  expect(packages.flatMap(([path, { resolved }]) => (resolved === undefined ? [] : [path]))).toEqual([]);
});
