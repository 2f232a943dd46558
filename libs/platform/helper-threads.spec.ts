import { execFileSync } from 'node:child_process';
import { constants, getPriority } from 'node:os';

const built = new URL('../../dist/libs/platform/helper-threads.js', import.meta.url).href;
/** In a process of its own: this one's threads belong to the test's runner. */
const program = `
  import { readdirSync } from 'node:fs';
  import { getPriority } from 'node:os';
  import { letHelpersGiveWay } from '${built}';
  letHelpersGiveWay();
  const of = (own) => readdirSync('/proc/self/task').map(Number).filter((id) => (id === process.pid) === own).map((id) => getPriority(id));
  console.log(JSON.stringify({ main: of(true), helpers: of(false) }));`;

describe('the engine’s helper threads', () => {
  // Only there a thread has a priority of its own.
  (process.platform === 'linux' ? it : it.skip)('step back behind the thread that answers (Linux)', () => {
    const { main, helpers } = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })) as { main: number[]; helpers: number[] };
    expect(main).toEqual([getPriority()]);
    expect(helpers.length).toBeGreaterThanOrEqual(4);
    expect(new Set(helpers)).toEqual(new Set([Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL)]));
  });
});
