// Builds, then runs everything in one process; `npm run dev` starts it again whenever a source changes.
import './build.js';
const { default: path } = await import('node:path');
await import(path.resolve('dist/apps/standalone/main.js'));
