import { writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { ImportServer, type DryRun } from '../../apps/auditor/import-server.js';
import { importCommand } from '../../apps/auditor/import-command.js';
import { populationOf } from '../../test/population/population.js';
import { csvLine, registerRows } from '../../test/population/register-file.js';
import { start, type Child } from '../engine/child.js';
import { Workplace } from '../engine/workplace.js';
import { against, within, type Figure } from '../figure.js';
import { appendRate, recordedIn, viewsChecked } from './recorded.js';

const seed = 1;
const program = 'apps/standalone/main.js';
/** How often a server is asked how far it is, in milliseconds. */
const askEveryMs = 20;
/** For how long somebody waits for what a province's register would do, in seconds. */
const longestDryRunS = 60;

type Register = { readonly file: string; readonly bytes: Buffer; readonly sha256: string; readonly root: { readonly id: string; readonly data: object }; readonly unions: number };
type Out = (line: string) => void;

/** The import of a register of so many unions into a server of its own: measured, and with `kill` once more with the server killed in its midst. */
export async function importing({ unions, kill }: { readonly unions: number; readonly kill: boolean }, say: Out): Promise<readonly Figure[]> {
  const workplace = await Workplace.make();
  try {
    const register = await registerOf(workplace, unions);
    say(`${unions} unions: dry run, import …`);
    const whole = await uninterrupted(workplace.folder('whole'), register);
    say('what was recorded …');
    const recorded = await recordedIn(workplace.folder('whole'));
    const raw = await appendRate(workplace.folder('whole'), workplace.folder('raw'));
    const seconds = whole.appliedMs / 1_000;
    const figures = [
      within('import.dryrun', 's', whole.dryRunMs / 1_000, longestDryRunS, { rows: whole.rows }),
      against('import', 'events/s', recorded.events / seconds, raw, { atLeast: 0.2 }, { unions, events: recorded.events, seconds: Number(seconds.toFixed(1)) }),
      within('import.again', 'rows', whole.changedAgain, 0, { rows: whole.rows, seconds: Number((whole.againMs / 1_000).toFixed(1)) }),
      within('import.memory', 'MB', whole.peakMb, 1_000, { unions }),
    ];
    say('npm run check:views …');
    const faulty = [await viewsChecked(workplace.folder('whole'))];
    if (kill) {
      say('once more, killed in its midst …');
      const killed = await killedInTheMidst(workplace.folder('killed'), register, say);
      const after = await recordedIn(workplace.folder('killed'));
      const apart = Math.abs(after.events - recorded.events) + (after.sum === recorded.sum ? 0 : 1);
      figures.push(within('import.killed', 'differences', apart, 0, { events: after.events, 'killed at row': killed.at, 'rows then left': killed.left }));
      faulty.push(await viewsChecked(workplace.folder('killed')));
    }
    return [...figures, within('import.views', 'faults', faulty.reduce((sum, faults) => sum + faults, 0), 0, { checked: faulty.length })];
  } finally {
    await workplace.close();
  }
}

async function registerOf(workplace: Workplace, unions: number): Promise<Register> {
  const population = populationOf({ unions, seed });
  const bytes = Buffer.from([...registerRows(population)].map(csvLine).join(''));
  const file = workplace.folder('register.csv');
  await writeFile(file, bytes);
  const root = population.tree.federations.find(({ id }) => id === population.tree.root);
  if (root === undefined) throw new Error('the tree has no root');
  return { file, bytes, sha256: createHash('sha256').update(bytes).digest('hex'), root, unions };
}

const serverOf = (child: Child, { root }: Register): ImportServer =>
  new ImportServer(child.address, { kind: 'register', query: { federation: root.id }, title: 'register.csv', actor: `office=officer;body=federation-${root.id}`, language: 'en' });

async function started(folder: string, { root }: Register): Promise<Child> {
  const child = await start(program, { DATA_DIR: folder, REMINDERS: 'off' });
  const answer = await fetch(`${child.address}/v1/federations`, { method: 'POST', headers: { 'content-type': 'application/json', 'pingjia-actor': `office=officer;body=federation-${root.id}` }, body: JSON.stringify({ id: root.id, ...root.data }) });
  if (!answer.ok) throw new Error(`the root answered ${answer.status} ${await answer.text()}`);
  return child;
}

type Whole = { readonly rows: number; readonly dryRunMs: number; readonly appliedMs: number; readonly againMs: number; readonly changedAgain: number; readonly peakMb: number };

async function uninterrupted(folder: string, register: Register): Promise<Whole> {
  const child = await started(folder, register);
  try {
    const server = serverOf(child, register);
    const dryRun = () => timed(() => server.dryRun(register.bytes, 'refused'));
    const { answer: plan, ms: dryRunMs } = await dryRun();
    const { ms: appliedMs } = await timed(() => applied(server, plan));
    const { answer: again, ms: againMs } = await dryRun();
    return { rows: plan.counts.rows, dryRunMs, appliedMs, againMs, changedAgain: again.counts.rows - again.counts.unchanged, peakMb: await child.peakMb() };
  } finally {
    await child.stop();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly answer: T; readonly ms: number }> {
  const began = performance.now();
  const answer = await work();
  return { answer, ms: performance.now() - began };
}

/** Has a plan carried out, to its end. */
async function applied(server: ImportServer, plan: DryRun): Promise<void> {
  await server.apply(plan, false);
  const { state, refusedRows } = await reaching(server, plan.import, () => false);
  if (state !== 'finished' || refusedRows !== 0) throw new Error(`the import ${state}, ${refusedRows} rows refused`);
}

/** Waits until an import is over, or as far as is wanted. */
async function reaching(server: ImportServer, sha256: string, far: (done: number, rows: number) => boolean) {
  for (;;) {
    const progress = await server.progress(sha256);
    if (progress.state === 'finished' || progress.state === 'failed' || (progress.state === 'applying' && far(progress.done, progress.rows))) return progress;
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
}

/** The command line imports, the server is killed half way and started again on the same port: the command line goes on by itself. */
async function killedInTheMidst(folder: string, register: Register, say: Out): Promise<{ readonly at: number; readonly left: number }> {
  const first = await started(folder, register);
  let child: Child | undefined = first;
  try {
    const bar = barTo(process.stderr);
    const command = importCommand([register.file, '--federation', register.root.id, '--url', first.address, '--lang', 'en', '--apply'], { out: say, err: say, progress: bar });
    await appearing(first, register);
    const { state, done } = await reaching(serverOf(first, register), register.sha256, (rowsDone, rows) => rowsDone * 2 >= rows);
    if (state !== 'applying') throw new Error(`too few unions to be killed in the midst: the import ${state}`);
    await first.kill();
    child = await start(program, { DATA_DIR: folder, REMINDERS: 'off', PORT: new URL(first.address).port });
    await appearing(child, register);
    const { rows: left } = await reaching(serverOf(child, register), register.sha256, () => true);
    const code = await command;
    if (code !== 0) throw new Error(`the command line ended with ${code}`);
    return { at: done, left };
  } finally {
    await child?.stop();
  }
}

/** Waits until the command line has asked the server for the import. */
async function appearing(child: Child, register: Register): Promise<void> {
  const server = serverOf(child, register);
  for (;;) {
    const state = await server.progress(register.sha256).then((progress) => progress.state, () => undefined);
    if (state === 'applying' || state === 'finished') return;
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
}

/** The command line's own bar, where somebody watches. */
const barTo =
  (out: NodeJS.WriteStream) =>
  (text: string): void =>
    void (out.isTTY ? out.write(`\r\u001B[K${text}`) : undefined);
