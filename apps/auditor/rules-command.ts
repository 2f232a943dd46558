import { existsSync } from 'node:fs';
import { readRuleSet, RuleFileFault, shippedRuleSet, type RuleFileFaultAt } from '#adapters/rule-files';
import { explanationText, languages, ruleFaultText, ruleSetDigest, textFor } from '#platform';
import { differences, type RuleSet } from '#rules';
import { schemaText, writeRuleDocs } from './rules-docs.js';
import { exitCodes, say, type Asked, type Output } from './rules-output.js';
import { publish } from './rules-publish.js';

/** `npm run rules -- …`: check, explain, compare, publish rule files; print their JSON Schema. Gives the exit code. */
export async function rulesCommand(args: readonly string[], output: Output): Promise<number> {
  const [command = '', ...rest] = args;
  const asked = parse(rest);
  const known = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (asked === undefined || known === undefined || !known.fits(asked)) return unusable(output, 'usage');
  try {
    return await known.run(asked, output);
  } catch (error) {
    if (!(error instanceof RuleFileFault)) throw error;
    return tellFaults(error.faults, asked, output);
  }
}

type Kind = { readonly fits: (asked: Asked) => boolean; readonly run: (asked: Asked, output: Output) => number | Promise<number> };
const takes = (least: number, most: number, ...options: string[]) => (asked: Asked) =>
  asked.files.length >= least && asked.files.length <= most && Object.keys(asked.options).every((name) => options.includes(name));

const commands: Readonly<Record<string, Kind>> = {
  check: { fits: takes(1, 100), run: check },
  explain: { fits: takes(1, 1), run: explain },
  diff: { fits: takes(2, 2), run: diff },
  schema: {
    fits: takes(0, 0, 'write'),
    run: ({ options }, output) => {
      if (options['write'] === undefined) output.out(schemaText().trimEnd());
      else for (const file of writeRuleDocs()) say(output.out, languages, 'written', { file });
      return exitCodes.good;
    },
  },
  publish: { fits: (asked) => takes(1, 1, 'url', 'as')(asked) && asked.options['url'] !== undefined, run: (asked, output) => publish(read(asked.files[0] ?? ''), asked, output) },
};

/** `FILE … --name value`; nothing where an option lacks its value or a language is unknown. */
function parse(args: readonly string[]): Asked | undefined {
  const files: string[] = [];
  const options: Record<string, string> = {};
  for (let index = 0; index < args.length; index++) {
    const [arg = '', value] = [args[index], args[index + 1]];
    if (!arg.startsWith('--')) files.push(arg);
    else if (arg === '--write') options['write'] = '';
    else if (value === undefined) return undefined;
    else {
      options[arg.slice(2)] = value;
      index++;
    }
  }
  const { lang = 'both', ...others } = options;
  const wanted = lang === 'both' ? languages : languages.filter((language) => language === lang);
  return wanted.length === 0 ? undefined : { files, languages: wanted, options: others };
}

/** A path, or the id of a rule set that ships with the program. */
const read = (name: string): RuleSet => readRuleSet(/^[a-z0-9_.]+$/.test(name) && !existsSync(name) && existsSync(shippedRuleSet(name)) ? shippedRuleSet(name) : name);

function check(asked: Asked, output: Output): number {
  const codes = asked.files.map((file) => {
    try {
      const ruleSet = read(file);
      say(output.out, asked.languages, 'checked', { file, id: ruleSet.id, version: ruleSet.version, digest: ruleSetDigest(ruleSet) });
      return exitCodes.good;
    } catch (error) {
      if (!(error instanceof RuleFileFault)) throw error;
      return tellFaults(error.faults, asked, output);
    }
  });
  return Math.max(...codes);
}

function explain({ files, languages: wanted }: Asked, { out }: Output): number {
  const ruleSet = read(files[0] ?? '');
  out(wanted.map((language) => explanationText(language, ruleSet)).join(`\n\n${'─'.repeat(60)}\n\n`));
  return exitCodes.good;
}

function diff({ files, languages: wanted }: Asked, { out }: Output): number {
  const [from, to] = [read(files[0] ?? ''), read(files[1] ?? '')];
  const found = differences(from, to);
  if (found.length === 0) say(out, wanted, 'noDifference', {});
  // One language suffices for a line that is all values.
  for (const { kind, ...difference } of found) out(textFor(wanted[0] ?? 'en', `rulesCommand.${kind}`, Object.fromEntries(Object.entries(difference).map(([name, value]) => [name, name === 'path' ? value : JSON.stringify(value)]))));
  return exitCodes.good;
}

/** Each fault at its place: `file:line:column /path`, then what is wrong, a line a language. */
function tellFaults(faults: readonly RuleFileFaultAt[], { languages: wanted }: Asked, output: Output): number {
  for (const fault of faults) {
    const texts = wanted.map((language) => ruleFaultText(language, fault));
    output.err([`${fault.file}:${fault.line}:${fault.column} ${fault.path || '/'} [${fault.code}]`, ...texts.map((text) => `    ${text}`)].join('\n'));
  }
  say(output.err, wanted, 'faulty', { file: faults[0]?.file ?? '', count: faults.length });
  return faults.some(({ code }) => code === 'file-absent' || code === 'file-unreadable') ? exitCodes.unusable : exitCodes.faulty;
}

function unusable({ err }: Output, key: string): number {
  say(err, languages, key, {});
  return exitCodes.unusable;
}
