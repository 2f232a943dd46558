import { importCommand } from './import-command.js';

const { stderr } = process;
// The bar is a line that is written over, and makes room for whatever else is said; where nobody watches there is none.
const clear = () => void (stderr.isTTY ? stderr.write('\r\u001b[K') : undefined);
process.exitCode = await importCommand(process.argv.slice(2), {
  out: (text) => (clear(), console.log(text)),
  err: (text) => (clear(), console.error(text)),
  progress: (text) => void (stderr.isTTY ? stderr.write(`\r\u001b[K${text}`) : undefined),
});
