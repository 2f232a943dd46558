import { Type } from 'typebox';
import { eventType } from '../vocabulary/catalogue.js';
import { isWrongRevision, type EventLog, type EventReader } from '../vocabulary/event-log.port.js';
import type { Instant } from '../vocabulary/message.js';

/** The stream whose first event is the first of every log. */
export const logStream = 'log-main';

/** Founds a log: views, checkpoints and proofs carry its id, so that none is ever read against another log. */
export const LogFounded = eventType('LogFounded', Type.Object({ logId: Type.String({ pattern: '^[0-9a-f-]{36}$' }) }, { additionalProperties: false }));

/** The log's id; nothing when it was never founded. */
export async function foundedLogId(log: EventReader): Promise<string | undefined> {
  const [first] = await log.read(logStream, 0, 1);
  return first === undefined ? undefined : (first.data as { logId: string }).logId;
}

/** The log's id, founding the log first when it is empty. */
export async function foundLog(log: EventLog, founding: { readonly logId: string; readonly at: Instant }): Promise<string> {
  const known = await foundedLogId(log);
  if (known !== undefined) return known;
  const answer = await log.append(logStream, 'none', [
    {
      id: founding.logId,
      type: LogFounded.type,
      data: { logId: founding.logId },
      metadata: {
        schema: LogFounded.schemaNumber,
        at: founding.at,
        by: { kind: 'process', office: 'founder', bodyId: 'log', assurance: 'unverified' },
        commandId: founding.logId,
        commandHash: '',
        correlation: founding.logId,
      },
    },
  ]);
  return isWrongRevision(answer) ? foundLog(log, founding) : founding.logId;
}
