import { openNode, readConfig, type Node } from '#platform';
import { federationDecider, unionDecider } from '#register';
import type { AnyDecider, Command } from '#kernel';
import { eventually, inParallel } from './asking.js';
import { unionIds } from './district.js';

/** More than a log verifies before it opens. */
const count = 11_000;
const underWay = 1_000;

/** Makes a folder with a log of 11,000 events, views up to date; in this process, because over HTTP it would take long. */
export async function logOfManyUnions(folder: string): Promise<void> {
  const node = await openNode(readConfig({ DATA_DIR: folder }));
  try {
    await handIn(node, federationDecider, 'district', { type: 'RegisterFederation', data: { name: '区总工会', line: 'territorial', superiors: [], level: 'district' } });
    await inParallel(unionIds(count), underWay, (id) =>
      handIn(node, unionDecider, id, { type: 'RegisterUnion', data: { name: `第${id}工会`, class: 'publicInstitution', superior: 'district' } }),
    );
    const end = await node.log.end();
    await eventually(() => node.views.evaluations.state(), ({ position }) => position === end);
  } finally {
    await node.close();
  }
}

async function handIn({ commands }: Node, decider: AnyDecider, id: string, wish: Pick<Command, 'type' | 'data'>): Promise<void> {
  const by = { kind: 'person', office: 'officer', bodyId: 'federation-district', assurance: 'unverified' } as const;
  const outcome = await commands.handle(decider, id, { ...wish, by, at: '2025-02-10T02:00:00.000Z', commandId: `made-${id}` });
  if (outcome.kind !== 'recorded') throw new Error(`${wish.type} on ${id}: ${JSON.stringify(outcome)}`);
}
