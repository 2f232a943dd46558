import { run } from './run-scenario.js';

process.exitCode = await run(process.argv.slice(2), process.env, { out: (text) => console.log(text), err: (text) => console.error(text) });
