import type { PlannedCommand, PlannedRow } from '#intake';
import type { AnyDecider, Outcome, Refusal } from '#kernel';
import { domainDeciders, type Node } from '#platform';
import type { ImportBy } from './asked-import.js';

/** The most rows whose commands are under way at once. */
const inFlight = 64;

/** A row whose command was refused when its turn came, although the plan saw nothing wrong. */
export type RefusedLater = { readonly sheet: string; readonly row: number; readonly refusal: Refusal };
export type Applied = { readonly recorded: number; readonly refused: readonly RefusedLater[] };

export type Applying = ImportBy & { readonly sha256: string; readonly done: (rows: number) => void };

const deciders = new Map<string, AnyDecider>(domainDeciders.map((decider) => [decider.category, decider]));

/**
 * Sends what the rows become, federations one by one in their order, then the rest side by side. Ids of commands follow from the file and the
 * row: sent again, after a kill or by a second person at once, each is recorded once.
 */
export async function applyPlan(node: Node, rows: readonly PlannedRow[], applying: Applying): Promise<Applied> {
  const due = rows.filter(({ commands }) => commands.length > 0);
  const refused: RefusedLater[] = [];
  let recorded = 0;
  const send = async (row: PlannedRow): Promise<void> => {
    for (const [index, command] of row.commands.entries()) {
      const refusal = await sent(node, command, { ...applying, row, index });
      if (refusal === undefined) recorded++;
      else {
        refused.push({ sheet: row.sheet, row: row.row, refusal });
        break;
      }
    }
    applying.done(1);
  };
  for (const row of due) if (row.what === 'federation') await send(row);
  const others = due.filter(({ what }) => what !== 'federation')[Symbol.iterator]();
  await Promise.all(Array.from({ length: inFlight }, async () => {
    for (const row of others) await send(row);
  }));
  return { recorded, refused: refused.toSorted((a, b) => a.row - b.row) };
}

type Sending = Applying & { readonly row: PlannedRow; readonly index: number };

async function sent(node: Node, { category, id, type, data }: PlannedCommand, { by, at, sha256, row, index }: Sending): Promise<Refusal | undefined> {
  const decider = deciders.get(category);
  if (decider === undefined) throw new Error(`no decider for "${category}"`);
  const actor = { ...by, basis: `sheet:${sha256}` };
  // What it was compared with belongs to the id: a row that changes again what somebody changed back is another wish.
  const about = node.hashing.sha256(`${sha256}\n${row.sheet}\n${row.row}\n${index}\n${type}\n${row.revision ?? ''}\n${JSON.stringify(data)}`).slice(0, 40);
  const outcome: Outcome = await node.commands.handle(decider, id, { type, data, commandId: `import-${about}`, by: actor, at });
  switch (outcome.kind) {
    case 'refused':
      return outcome.refusal;
    case 'contended':
    case 'id-reused':
    case 'moved-on':
      return { refused: outcome.kind === 'contended' ? 'contended' : 'idempotency-key-reused', details: {} };
    default:
      return undefined;
  }
}
