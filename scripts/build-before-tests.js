// Jest's global set-up: worker threads and child processes run from dist/, so what is older than its source is made again
// first. Whoever runs a single file with `npx jest PATH` then tests what stands in the editor.
export default async () => {
  await import('./build.js');
};
