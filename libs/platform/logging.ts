import { pino } from 'pino';
import { logLevels } from './log-levels.js';

/** One line of JSON an event, on standard error: standard output belongs to what a command prints. */
export const log = pino({ level: levelOf(process.env['LOG_LEVEL']), base: null, serializers: { error: pino.stdSerializers.err }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }));

/** A level that is none is refused by the configuration, in one line; until then the usual one serves. */
function levelOf(text: string | undefined): string {
  return logLevels.find((level) => level === text) ?? 'info';
}
