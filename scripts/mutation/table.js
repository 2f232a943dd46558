// `npm run mutation:table` writes the tables of docs/MUTATION.md from Stryker's report: a library, then its files, the weakest first.
// `-- COMMIT` names the commit that was measured, where it is not the present one.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [page, report] = ['docs/MUTATION.md', 'data/mutation/report.json'];
const [begins, ends] = ['<!-- tables: made by npm run mutation:table -->', '<!-- /tables -->'];
const libraries = ['libs/rules', 'libs/evaluation'];

const { files, testFiles } = JSON.parse(readFileSync(report, 'utf8'));
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
const today = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date());

/** Errors (a mutant with which nothing can be loaded) count for nothing, as Stryker counts. */
function countsOf(mutants) {
  const of = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  return { killed: of('Killed'), endless: of('Timeout'), survived: of('Survived'), unreached: of('NoCoverage'), errors: of('RuntimeError', 'CompileError') };
}

const share = ({ killed, endless, survived, unreached }) => (100 * (killed + endless)) / (killed + endless + survived + unreached);

function rowOf(name, counts) {
  const { killed, endless, survived, unreached, errors } = counts;
  return `| ${name} | ${share(counts).toFixed(1)} | ${killed} | ${endless} | ${survived} | ${unreached} | ${errors} |`;
}

function tableOf(library) {
  const rows = Object.entries(files)
    .filter(([file, { mutants }]) => file.startsWith(`${library}/`) && mutants.length > 0 && existsSync(file))
    .map(([file, { mutants, source }]) => ({ name: `\`${file.slice(library.length + 1)}\`${isStale(file, source, testFiles) ? ' †' : ''}`, mutants, counts: countsOf(mutants) }));
  const whole = countsOf(rows.flatMap(({ mutants }) => mutants));
  const sorted = rows.toSorted((a, b) => share(a.counts) - share(b.counts) || a.name.localeCompare(b.name));
  return [
    `### \`${library}\`: ${share(whole).toFixed(1)} %`,
    '',
    '| file | % | killed | without end | survived | not reached | errors |',
    '|---|---|---|---|---|---|---|',
    ...sorted.map(({ name, counts }) => rowOf(name, counts)),
    rowOf('**all**', whole),
  ].join('\n');
}

/** Judged by an earlier run, and the file itself or a spec named like it is another by now. */
const isStale = (file, source, testFiles) => [[file, source], ...specsNamedLike(file, testFiles)].some(([path, text]) => text !== (existsSync(path) ? readFileSync(path, 'utf8') : undefined));
const specsNamedLike = (file, testFiles) => {
  const spec = file.replace(/[.]ts$/, '.spec.ts');
  return existsSync(spec) || testFiles[spec] !== undefined ? [[spec, testFiles[spec]?.source]] : [];
};

// What was changed since the commit, in the libraries themselves, is not what the commit holds.
const [commit = 'HEAD'] = process.argv.slice(2);
const changed = commit !== 'HEAD' || git('status', '--porcelain', '--', ...libraries) === '' ? '' : ', with changes that are not in it';
const said = `Measured on ${today} at \`${git('rev-parse', '--short', commit)}\`${changed}. †: the file, or the spec named like it, has changed since it was measured.`;
const text = readFileSync(page, 'utf8');
const [from, to] = [text.indexOf(begins), text.indexOf(ends)];
if (from === -1 || to < from) throw new Error(`${page} has no place marked for the tables`);
writeFileSync(page, `${text.slice(0, from + begins.length)}\n${said}\n\n${libraries.map(tableOf).join('\n\n')}\n${text.slice(to)}`);
console.log(`${page} written`);
