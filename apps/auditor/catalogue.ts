import { writeFileSync } from 'node:fs';
import { eventCatalogue } from '#platform';

/** `npm run catalogue` prints the event catalogue; with `--write` it goes to docs/event-catalogue.md. */
const [option, ...rest] = process.argv.slice(2);
const target = 'docs/event-catalogue.md';

if (option === undefined) process.stdout.write(eventCatalogue());
else if (option === '--write' && rest.length === 0) {
  writeFileSync(target, eventCatalogue());
  console.log(`${target} written`);
} else {
  console.error('usage: npm run catalogue [-- --write]');
  process.exitCode = 1;
}
