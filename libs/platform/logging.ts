import { pino } from 'pino';

/** One line of JSON an event, on standard error: standard output belongs to what a command prints. */
export const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info', base: null, serializers: { error: pino.stdSerializers.err }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }));
