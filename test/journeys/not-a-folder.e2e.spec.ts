import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, refusal, tidy } from './server.js';

afterAll(tidy);

/** sysexits' EX_CONFIG: trying again later mends nothing. */
const mendTheConfiguration = 78;

it.each(['', 'below'])('a file where DATA_DIR should be a folder, or above it, is refused in one line: file/%s', async (below) => {
  const file = join(freshFolder(), 'file');
  writeFileSync(file, '');
  const asked = join(file, below);
  expect(await refusal(asked)).toEqual({ code: mendTheConfiguration, signal: null, said: `pingjia: DATA_DIR="${asked}": a folder is expected, a file stands there\n` });
});
