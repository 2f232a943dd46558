import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { textFor, type Language } from '#platform';
import { ImportServer, ServerAway, ServerRefused, type DryRun, type Progress } from './import-server.js';
import { barOf, pause, watched, type Watching } from './import-watch.js';

export type ImportOutput = { readonly out: (text: string) => void; readonly err: (text: string) => void; readonly progress: (text: string) => void };

/** Exit codes: done, or nothing refused; rows are refused; called wrongly, or no server. */
export const importExits = { good: 0, refused: 1, unusable: 2 } as const;

const valued = ['federation', 'kind', 'campaign', 'year', 'on', 'url', 'as', 'lang'] as const;
const flags = ['apply', 'good-rows', 'add-federations', 'keep-ids', 'all-rows'] as const;
type Asked = { readonly file: string } & { readonly [name in (typeof valued)[number]]?: string } & { readonly [name in (typeof flags)[number]]?: true };

/** `npm run import -- FILE --federation F [--apply|--good-rows]`: a dry run on a running server, told row by row; then, if asked for, the import with a bar. Gives the exit code. */
export async function importCommand(args: readonly string[], output: ImportOutput): Promise<number> {
  const asked = parse(args);
  const language: Language = asked?.lang === 'en' ? 'en' : 'zh-CN';
  const say = (to: (text: string) => void, key: string, details: Record<string, unknown> = {}) => to(textFor(language, `importCommand.${key}`, details));
  if (asked?.federation === undefined) {
    say(output.err, 'usage');
    return importExits.unusable;
  }
  const bytes = await readFile(asked.file).catch((error: NodeJS.ErrnoException) => error);
  if (!Buffer.isBuffer(bytes)) {
    say(output.err, 'noFile', { file: asked.file, reason: bytes.code ?? bytes.message });
    return importExits.unusable;
  }
  const server = serverOf(asked, asked.federation, language);
  try {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const watching: Watching = { server, sha256, language, progress: output.progress };
    const outcomes = asked['all-rows'] === true ? 'added,changed,unchanged,refused' : 'refused,noted';
    const plan = await watched(server.dryRun(bytes, outcomes), watching);
    await tell(plan, server.rows(plan, outcomes), { language, output });
    if (asked.apply === true || asked['good-rows'] === true) return await carryOut(watching, { bytes, plan, good: asked['good-rows'] === true }, { language, output });
    say(output.out, 'dryRun');
    return plan.counts.refused > 0 ? importExits.refused : importExits.good;
  } catch (error) {
    if (error instanceof ServerRefused) say(output.err, 'refused', { status: error.status, title: error.title, detail: error.detail });
    else if (error instanceof ServerAway) say(output.err, 'noServer', { url: server.url, reason: error.message });
    else throw error;
    return error instanceof ServerRefused ? importExits.refused : importExits.unusable;
  }
}

function parse(args: readonly string[]): Asked | undefined {
  const asked: Record<string, string | true> = {};
  const files: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    const name = arg.replace(/^--/, '');
    if (!arg.startsWith('--')) files.push(arg);
    else if ((flags as readonly string[]).includes(name)) asked[name] = true;
    else if ((valued as readonly string[]).includes(name) && args[index + 1] !== undefined) asked[name] = args[++index] ?? '';
    else return undefined;
  }
  const [file] = files;
  return file === undefined || files.length > 1 || (asked['apply'] === true && asked['good-rows'] === true) ? undefined : ({ ...asked, file } as Asked);
}

function serverOf({ file, kind = 'register', campaign, year, on, url = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`, as, ...flagged }: Asked, federation: string, language: Language): ImportServer {
  const query = { federation, ...(campaign === undefined ? {} : { campaign }), ...(year === undefined ? {} : { year }), ...(on === undefined ? {} : { on }), ...(flagged['add-federations'] === true ? { newSuperiors: 'add' } : {}), ...(flagged['keep-ids'] === true ? { ids: 'keep' } : {}) };
  return new ImportServer(url, { kind, query, title: basename(file), actor: as ?? `office=officer;body=federation-${federation}`, language });
}

type Telling = { readonly language: Language; readonly output: ImportOutput };

/** Sheets and columns, then the rows as they come, then the counts. */
async function tell({ sheets, counts, note }: DryRun, rows: AsyncIterable<DryRun['rows'][number]>, { language, output }: Telling): Promise<void> {
  const say = (key: string, details: Record<string, unknown>) => output.out(textFor(language, `importCommand.${key}`, details));
  for (const { sheet, found, headerRow, columns = [], leftOut = [] } of sheets) {
    if (found === 'hidden') say('hiddenSheet', { sheet });
    else if (found === 'table') say('sheet', { sheet: sheet || '1', headerRow, columns: columns.map(({ column, heading, fieldText }) => `${column} ${heading}→${fieldText}`).join('  ') });
    else say('noTable', { sheet });
    for (const { message } of leftOut) output.out(message);
  }
  for await (const { sheet, row, read, outcomeText, faults, notes } of rows) {
    const what = [outcomeText, ...[...faults, ...notes].map(({ column, message }) => `${column === undefined ? '' : `[${column}] `}${message}`)].join(' ');
    say('row', { place: sheet === undefined || sheets.length < 2 ? '' : `${sheet} `, row, name: read.name ?? '', what });
  }
  say('counts', counts);
  if (note !== undefined) output.out(note);
}

type Work = { readonly bytes: Buffer; readonly plan: DryRun; readonly good: boolean };

/** For how long the server may be away, in milliseconds. */
const patienceMs = 120_000;

/** So often an import may stop by itself before nobody asks for it again. */
const mostFailures = 5;

/**
 * Has done what the dry run showed, and shows how far it is. A server that goes away is waited for, and asked again: what is left is
 * planned anew then, for some of it is recorded, and nothing is recorded twice.
 */
async function carryOut(watching: Watching, { bytes, plan: shown, good }: Work, { language, output }: Telling): Promise<number> {
  const { server, sha256 } = watching;
  let awaySince: number | undefined;
  let begun = false;
  let failures = 0;
  let plan: DryRun | undefined = shown;
  for (;;) {
    try {
      if (!begun) plan ??= await watched(server.dryRun(bytes, 'refused'), watching);
      const state: Progress = begun || plan === undefined ? await server.progress(sha256) : await watched(server.apply(plan, good), watching);
      [begun, awaySince] = [true, undefined];
      output.progress(barOf(state, language));
      if (state.state === 'finished') return finished(state, { language, output });
      // It stopped by itself: ask for it again, but not for ever.
      if (state.state === 'failed') [begun, plan] = [false, undefined];
      if (state.state === 'failed' && ++failures >= mostFailures) {
        output.err(textFor(language, 'importCommand.failed', { times: failures, done: state.done, rows: state.rows }));
        return importExits.unusable;
      }
    } catch (error) {
      // Somebody had this very file imported meanwhile: nothing is left of it to do.
      if (isPlanChanged(error) && (plan = await watched(server.dryRun(bytes, 'refused'), watching)).counts.added + plan.counts.changed === 0) continue;
      const away = error instanceof ServerAway || (error instanceof ServerRefused && (error.code === 'import-not-there' || error.status === 503));
      if (!away) throw error;
      if (awaySince === undefined) output.err(textFor(language, 'importCommand.again'));
      awaySince ??= Date.now();
      if (Date.now() - awaySince > patienceMs) throw error;
      [begun, plan] = [false, undefined];
    }
    await pause();
  }
}

const isPlanChanged = (error: unknown): boolean => error instanceof ServerRefused && error.code === 'import-plan-changed';

function finished({ rows, recorded = 0, refusedRows = 0, refused }: Progress, { language, output }: Telling): number {
  for (const { sheet, row, message } of refused) output.err(textFor(language, 'importCommand.row', { place: sheet ?? '', row, name: '', what: message }));
  output.out(textFor(language, 'importCommand.done', { rows, recorded, refused: refusedRows }));
  return refusedRows > 0 ? importExits.refused : importExits.good;
}
