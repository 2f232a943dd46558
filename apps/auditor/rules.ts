import { rulesCommand } from './rules-command.js';

process.exitCode = await rulesCommand(process.argv.slice(2), { out: (text) => console.log(text), err: (text) => console.error(text) });
