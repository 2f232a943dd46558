import { importCommand } from './import-command.js';

const { stderr } = process;
process.exitCode = await importCommand(process.argv.slice(2), {
  out: (text) => console.log(text),
  err: (text) => console.error(text),
  // A line that is written over; where nobody watches, nothing.
  progress: (text) => void (stderr.isTTY ? stderr.write(`\r${text}`) : undefined),
});
if (stderr.isTTY) stderr.write('\n');
