import type { PlannedCommand, PlannedRow } from '#intake';
import type { AnyDecider, Outcome, Refusal } from '#kernel';
import { domainDeciders, type Node } from '#platform';
import { importActor, type ImportBy } from './asked-import.js';
import type { PlannedRows } from './planned-rows.js';

/** The most rows whose commands are under way at once: while the writer puts some on disk, others are decided. */
const inFlight = 128;
/** How full the writer's queue may be for an import to send more: the other half is for people. */
const fullestQueue = 0.5;
/** A full queue of the embedded log is written in about a second. */
const queueAskedAgainMs = 10;

/** The most rows refused on the way that are told one by one. */
const mostRefusedTold = 5_000;

/** A row whose command was refused when its turn came, although the plan saw nothing wrong. */
export type RefusedLater = { readonly sheet: string; readonly row: number; readonly refusal: Refusal };
/** Commands that recorded something, rows refused: how many, and the first of them one by one. */
export type Applied = { readonly recorded: number; readonly refusedRows: number; readonly refused: readonly RefusedLater[] };

export type Applying = ImportBy & { readonly sha256: string; readonly done: () => void };

const deciders = new Map<string, AnyDecider>(domainDeciders.map((decider) => [decider.category, decider]));

/**
 * Sends what the rows become, federations one by one in their order, then the rest side by side. Ids of commands follow from the file and the
 * row: sent again, after a kill or by a second person at once, each is recorded once.
 */
export async function applyPlan(node: Node, rows: PlannedRows, applying: Applying): Promise<Applied> {
  const refused: RefusedLater[] = [];
  let [recorded, refusedRows] = [0, 0];
  const send = async (row: PlannedRow): Promise<void> => {
    while ((node.log.load ?? 0) >= fullestQueue) await new Promise((resolve) => setTimeout(resolve, queueAskedAgainMs));
    for (const [index, command] of row.commands.entries()) {
      const answer = await sent(node, command, { ...applying, row, index });
      if (answer === 'recorded') recorded++;
      else if (answer !== 'unchanged') {
        refusedRows++;
        if (refused.length < mostRefusedTold) refused.push({ sheet: row.sheet, row: row.row, refusal: answer });
        break;
      }
    }
    applying.done();
  };
  // One line of rows that all lanes take from: no more of them are in memory than are under way.
  const due = rows.withCommands();
  let next = await due.next();
  for (; next.done !== true && next.value.what === 'federation'; next = await due.next()) await send(next.value);
  if (next.done !== true) {
    const first = next.value;
    await Promise.all([send(first), ...Array.from({ length: inFlight - 1 }, async () => {
      for (let one = await due.next(); one.done !== true; one = await due.next()) await send(one.value);
    })]);
  }
  return { recorded, refusedRows, refused: refused.toSorted((a, b) => a.row - b.row) };
}

type Sending = Applying & { readonly row: PlannedRow; readonly index: number };

async function sent(node: Node, command: PlannedCommand, { by, at, sha256, row, index }: Sending): Promise<Refusal | 'recorded' | 'unchanged'> {
  const { category, id, type, data } = command;
  const decider = deciders.get(category);
  if (decider === undefined) throw new Error(`no decider for "${category}"`);
  const actor = importActor(by, sha256, command);
  // What it was compared with belongs to the id: a row that changes again what somebody changed back is another wish.
  const about = node.hashing.sha256(`${sha256}\n${row.sheet}\n${row.row}\n${index}\n${type}\n${row.revision ?? ''}\n${JSON.stringify(data)}`).slice(0, 40);
  const outcome: Outcome = await node.commands.handle(decider, id, { type, data, commandId: `import-${about}`, by: actor, at }, { presumedNew: index === 0 && row.revision === undefined });
  switch (outcome.kind) {
    case 'refused':
      return outcome.refusal;
    case 'contended':
    case 'id-reused':
    case 'moved-on':
      return { refused: outcome.kind === 'contended' ? 'contended' : 'idempotency-key-reused', details: {} };
    default:
      return outcome.kind;
  }
}
