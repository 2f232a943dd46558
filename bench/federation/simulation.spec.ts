import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNode, readConfig } from '#platform';
import { populationOf } from '../../test/population/population.js';
import { groupOf } from '#views';
import { AnotherSimulation, callUp, campaign, found, liveTheYear } from './simulation.js';
import { patienceMs } from '#kernel/testing';

describe('a simulated campaign', () => {
  it('is granted every command, ends with as many evaluations held as its population holds, and can be played again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pingjia-simulated-'));
    const population = populationOf({ unions: 120, seed: 5, holding: 80 });
    const resumeWith = async (seed: number) => {
      const node = await openNode(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
      await node.opened;
      return found({ node, population: populationOf({ unions: 120, seed, holding: 80 }), evaluatedYear: 2025, seed }).finally(() => node.close());
    };
    const play = async () => {
      const node = await openNode(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
      try {
        await node.opened;
        const simulated = { node, population, evaluatedYear: 2025, seed: 5 };
        await found(simulated);
        await callUp(simulated);
        const commands = await liveTheYear(simulated);
        const end = await node.log.end();
        expect(await node.views.evaluations.reached(end, patienceMs)).toBe(true);
        return { commands, end, totals: await node.views.evaluations.totals(groupOf(campaign, population.tree.root)) };
      } finally {
        await node.close();
      }
    };
    const first = await play();
    expect(first.totals).toMatchObject({ should: 120, held: 80 });
    // The second play gets the first answers: nothing new is recorded.
    expect(await play()).toEqual(first);
    await expect(resumeWith(6)).rejects.toThrow(AnotherSimulation);
    await rm(folder, { recursive: true, force: true });
  });
});
