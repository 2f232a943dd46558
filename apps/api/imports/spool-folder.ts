import { join } from 'node:path';
import type { Node } from '#platform';

/** Where the rows of plans stand while they are needed; nothing of them has a name there. */
export const spoolFolder = ({ config }: Node): string => join(config.dataDir, 'imports');
