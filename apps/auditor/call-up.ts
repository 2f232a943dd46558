import { callUpAll } from './call-up-command.js';

/** `npm run call-up -- CAMPAIGN --url URL [--as office=officer;body=federation-F] [--lang zh-CN|en]`. */
process.exitCode = await callUpAll(process.argv.slice(2), { out: (line) => console.log(line), progress: (line) => void process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`), pauseMs: 500 });
