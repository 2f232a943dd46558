import { logLevels } from './log-levels.js';

/** How a process is told what to do: by environment variables, read once, checked at once. */
export type Config = {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Where the embedded stores keep their files. */
  readonly dataDir: string;
  /** Switches the log to EventStoreDB. */
  readonly eventstoreUrl: string | undefined;
  /** `scenario` lets a request say what time it is (`Pingjia-Clock`): for demonstrations and tests, never for records. */
  readonly clock: 'system' | 'scenario';
  readonly logLevel: (typeof logLevels)[number];
};

/** Access control does not exist yet, so nothing but this machine may knock. */
export const host = '127.0.0.1';

/** A variable that cannot be used; the message names it and what is allowed. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

/** @throws ConfigProblem */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    port: wholeNumber('PORT', env['PORT'] ?? '3000', 0, 65_535),
    dataDir: env['DATA_DIR'] ?? 'data',
    eventstoreUrl: url('EVENTSTORE_URL', env['EVENTSTORE_URL']),
    clock: oneOf('CLOCK', env['CLOCK'] ?? 'system', ['system', 'scenario']),
    logLevel: oneOf('LOG_LEVEL', env['LOG_LEVEL'] ?? 'info', logLevels),
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw new ConfigProblem(`${name}="${text}": a whole number from ${least} to ${most} is allowed`);
  return value;
}

function oneOf<const T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw new ConfigProblem(`${name}="${text}": allowed are ${allowed.join(', ')}`);
  return found;
}

function url(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^(esdb|kurrentdb)(\+discover)?:\/\//.test(text)) throw new ConfigProblem(`${name}: an address that begins with esdb:// is expected`);
  return text;
}
