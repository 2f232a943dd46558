import { fileURLToPath } from 'node:url';

const above = fileURLToPath(new URL('../', import.meta.url));

/** A compiled program by its path below the repository, also for specs, which run the sources. */
export const compiled = (program: string): string => `${above}${above.endsWith('/dist/') ? '' : 'dist/'}${program}`;
