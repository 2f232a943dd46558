import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Half a gigabyte is packed first. */
const patienceMs = 240_000;

type Told = { readonly code: string; readonly packedBytes: number; readonly rows: number; readonly peakMegabytes: number };

/** Makes and opens one in a process of its own, whose memory can be told. */
const opened = async (kind: string): Promise<Told> => JSON.parse((await promisify(execFile)(process.execPath, ['dist/libs/adapters/spreadsheets/testing/open-bomb.js', kind, '580'])).stdout) as Told;

describe('a workbook of a few megabytes that unpacks to 580 MB', () => {
  it.each(['rows', 'text', 'depth'])('of %s is given up long before, and takes no more memory than others', async (kind) => {
    const { code, packedBytes, rows, peakMegabytes } = await opened(kind);
    expect(code).toBe('workbook-beyond-limits');
    expect(packedBytes).toBeLessThan(6_000_000);
    // The ratio that it declares is enough: nothing of it is unpacked.
    expect(rows).toBe(0);
    expect(peakMegabytes).toBeLessThan(400);
  }, patienceMs);
});
