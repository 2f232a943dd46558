import { join } from 'node:path';
import type { Node } from '#platform';

/** Where the rows of plans stand while they are needed; nothing of them has a name there. */
export const spoolFolder = ({ config }: Node): string => join(config.dataDir, 'imports');

/** Where it is noted which imports were begun and are not finished. */
export const begunFolder = (node: Node): string => join(spoolFolder(node), 'begun');
