import { join } from 'node:path';
import { readChannels, redisUrlOf, type ChannelConfig } from './channel-config.js';
import { ConfigProblem } from './config-problem.js';
import { logLevels } from './log-levels.js';

/** How a process is told what to do: by environment variables, read once, checked at once. */
export type Config = {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Where the embedded stores keep their files. */
  readonly dataDir: string;
  /** Where files of evidence are kept; processes on several machines share one. */
  readonly evidenceDir: string;
  /** Where an office puts the state's notices of holidays, a file a year, beyond what the program brings along. */
  readonly calendarDir: string;
  /** The largest file of evidence. */
  readonly maxEvidenceBytes: number;
  /** An upload leaves so much of the disk free: the log needs room. */
  readonly keepFreeBytes: number;
  /** Switches the log to EventStoreDB. */
  readonly eventstoreUrl: string | undefined;
  /** Whether what is due is told to people. */
  readonly reminders: 'on' | 'off';
  /** Puts the queue on Redis; without it, on PostgreSQL in memory. */
  readonly redisUrl: string | undefined;
  /** Where the outbox keeps its messages; processes on several machines share one. */
  readonly outboxDir: string;
  /** Where people reach this server, as the links in messages say; without it, the address it listens on, which is this machine's own. */
  readonly publicUrl: string | undefined;
  /** Where keys are kept; processes of one machine share it. */
  readonly vaultDir: string;
  /** The channels beside the outbox, with their keys. */
  readonly channels: ChannelConfig;
  /** `scenario` lets a request say what time it is (`Pingjia-Clock`): for demonstrations and tests, never for records. */
  readonly clock: 'system' | 'scenario';
  readonly logLevel: (typeof logLevels)[number];
};

/** Access control does not exist yet, so nothing but this machine may knock. */
export const host = '127.0.0.1';

/** An event can say no more of a file. */
const mostEvidenceBytes = 100_000_000;

/** @throws ConfigProblem */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const dataDir = env['DATA_DIR'] ?? 'data';
  return {
    port: wholeNumber('PORT', env['PORT'] ?? '3000', 0, 65_535),
    dataDir,
    evidenceDir: env['EVIDENCE_DIR'] ?? join(dataDir, 'evidence'),
    calendarDir: env['CALENDAR_DIR'] ?? join(dataDir, 'calendar'),
    maxEvidenceBytes: wholeNumber('EVIDENCE_MAX_BYTES', env['EVIDENCE_MAX_BYTES'] ?? '20000000', 1, mostEvidenceBytes),
    keepFreeBytes: wholeNumber('KEEP_FREE_BYTES', env['KEEP_FREE_BYTES'] ?? '500000000', 0, Number.MAX_SAFE_INTEGER),
    eventstoreUrl: url('EVENTSTORE_URL', env['EVENTSTORE_URL']),
    // A scenario's campaigns are years old: nobody is to be told of them today.
    reminders: oneOf('REMINDERS', env['REMINDERS'] ?? (env['CLOCK'] === 'scenario' ? 'off' : 'on'), ['on', 'off']),
    redisUrl: redisUrlOf(env),
    outboxDir: env['OUTBOX_DIR'] ?? join(dataDir, 'outbox'),
    publicUrl: publicUrl(env['PUBLIC_URL']),
    vaultDir: env['VAULT_DIR'] ?? dataDir,
    channels: readChannels(env),
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

/** An address under which a path is put, without a slash at its end. */
function publicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address === undefined || !['http:', 'https:'].includes(address.protocol) || address.search !== '' || address.hash !== '' || address.username !== '') throw new ConfigProblem('PUBLIC_URL: an address as https://pingjia.example is expected, without a query');
  return address.href.replace(/\/+$/, '');
}
