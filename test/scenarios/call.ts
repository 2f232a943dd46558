import { parseArgs, type ParseArgsConfig } from 'node:util';
import { languageOf, languages, say, type Language } from './wording.js';

/** How a program of this folder was called. */
export type Call = { readonly file?: string; readonly json: boolean; readonly exit: boolean; readonly url?: string; readonly language: Language };

/** Arguments that cannot be used; the message says why and how. */
export class BadCall extends Error {
  override readonly name = 'BadCall';
}

const options = { json: { type: 'boolean' }, exit: { type: 'boolean' }, lang: { type: 'string' }, url: { type: 'string' } } as const;

/** Reads `FILE [--json] [--lang zh-CN|en] [--url http://127.0.0.1:PORT] [--exit]`; `allowed` names the options a program has. @throws BadCall */
export function readCall(args: readonly string[], env: NodeJS.ProcessEnv, allowed: { readonly options: readonly (keyof typeof options)[]; readonly files: 0 | 1; readonly usage: string }): Call {
  const spoken = languageOf(env);
  const no = (key: string, details: Record<string, unknown> = {}) => new BadCall(`${say(spoken, key, details)}\n${say(spoken, allowed.usage)}`);
  const { values, positionals } = parsed(args, allowed.options, no);
  if (positionals.length !== allowed.files) throw no(positionals.length < allowed.files ? 'call.fileMissing' : 'call.tooMany', { given: positionals.join(' ') });
  const language = values.lang === undefined ? spoken : languages.find((one) => one === values.lang);
  if (language === undefined) throw no('call.language', { given: values.lang, allowed: languages.join(', ') });
  if (values.url !== undefined && !/^https?:\/\/[^\s/]+\/?$/.test(values.url)) throw no('call.url', { given: values.url });
  const [file] = positionals;
  return { ...(file === undefined ? {} : { file }), json: values.json === true, exit: values.exit === true, ...(values.url === undefined ? {} : { url: values.url }), language };
}

type Values = { readonly json?: boolean; readonly exit?: boolean; readonly lang?: string; readonly url?: string };

function parsed(args: readonly string[], allowed: readonly (keyof typeof options)[], no: (key: string, details: Record<string, unknown>) => BadCall): { values: Values; positionals: readonly string[] } {
  const config = { args: [...args], allowPositionals: true, options: Object.fromEntries(allowed.map((name) => [name, options[name]])) } satisfies ParseArgsConfig;
  try {
    return parseArgs(config) as { values: Values; positionals: string[] };
  } catch (error) {
    throw no('call.option', { reason: error instanceof Error ? error.message : String(error) });
  }
}
