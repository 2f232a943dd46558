import { writeFileSync } from 'node:fs';
import { eventCatalogue, eventSchemas } from '#platform';

/** `npm run catalogue` prints the event catalogue; with `--write` it goes to docs/event-catalogue.md, and the schemas to docs/events.schema.json. */
const [option, ...rest] = process.argv.slice(2);
const pages = { 'docs/event-catalogue.md': eventCatalogue, 'docs/events.schema.json': eventSchemas };

if (option === undefined) process.stdout.write(eventCatalogue());
else if (option === '--write' && rest.length === 0) {
  for (const [page, text] of Object.entries(pages)) writeFileSync(page, text());
  console.log(`${Object.keys(pages).join(', ')} written`);
} else {
  console.error('usage: npm run catalogue [-- --write]');
  process.exitCode = 1;
}
