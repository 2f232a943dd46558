import { Inject, Injectable } from '@nestjs/common';
import { KeptNotes } from '#adapters/row-spool';
import { dayOf, type Actor, type Instant, type PlainDate, type Position } from '#kernel';
import { log as journal, NODE, problem, type Node } from '#platform';
import { applyPlan, type Applied } from './apply-plan.js';
import { keyOf, type AskedImport, type ImportBy } from './asked-import.js';
import type { PlannedRows } from './planned-rows.js';
import { planRegisterImport, type ImportPlan, type PlanningStep } from './plan-register.js';
import { planResultsImport } from './plan-results.js';
import { planYearTotals } from './plan-year-totals.js';
import { begunFolder } from './spool-folder.js';

export const importStates = ['reading', 'planning', 'applying', 'finished', 'failed'] as const;
/** How far an import is. While it is read nobody knows yet how many rows there are. */
export type ImportState = PlanningStep | ({ readonly state: 'applying' | 'finished' | 'failed'; readonly rows: number; readonly done: number } & Partial<Applied>);

const planners = { register: planRegisterImport, results: planResultsImport, backFill: planResultsImport, yearTotals: planYearTotals } as const;

/** Which rows, and the digest of the plan that was shown, where that is to be held to. */
export type Wanted = { readonly rows: 'all' | 'good'; readonly plan?: string };

/** A plan, and against what it was made: the log up to there, on that day, for whom. */
type Made = { readonly plan: Promise<ImportPlan>; readonly end: Promise<Position>; readonly on: PlainDate; readonly by: string };

/** How many plans and finished imports are remembered: what is forgotten is worked out again. */
const mostRemembered = 4;

/** An import that was begun: what was asked, since when, and how far it was at least. `dismissed`: stopped, and an office wants no more of it. */
export type BegunImport = { readonly asked: AskedImport; readonly begunAt: Instant; readonly rows: number; readonly done: number; readonly dismissed?: { readonly by: Actor; readonly at: Instant } };
/** One that is not finished, and how it stands. */
export type UnfinishedImport = BegunImport & { readonly state: ImportState };
/** After so many rows it is noted anew how far an import is. */
const rowsBetweenNotes = 500;

/**
 * Imports of this process: planned, under way, done. All of it can be worked out again from the file and the register, but that
 * one was begun: this is noted on disk until it is finished, so that after a kill somebody is told.
 */
@Injectable()
export class Imports {
  readonly #plans = new Map<string, Made>();
  readonly #planning = new Map<string, PlanningStep>();
  readonly #states = new Map<string, ImportState>();
  /** Plans are made one after another: each holds the names of its whole register in memory while it is made. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #begun: KeptNotes<BegunImport>;

  constructor(@Inject(NODE) private readonly node: Node) {
    this.#begun = new KeptNotes(begunFolder(node));
  }

  /** The plan of an import; `afresh` against the register as it is now. */
  plan(asked: AskedImport, by: ImportBy, afresh: boolean): Promise<ImportPlan> {
    const key = keyOf(asked);
    const before = afresh ? undefined : this.#plans.get(key);
    if (before !== undefined) return before.plan;
    this.#planning.set(key, { state: 'reading', rows: 0, done: 0 });
    const end = this.#turn.then(() => this.node.log.end());
    const plan = end.then(() => planners[asked.kind](this.node, asked, { ...by, step: (step) => void this.#planning.set(key, step) }));
    remember(this.#plans, key, { plan, end, on: dayOf(by.at), by: JSON.stringify(by.by) });
    this.#turn = plan.then(
      () => this.#planning.delete(key),
      () => (this.#planning.delete(key), this.#plans.delete(key)),
    );
    return plan;
  }

  /** How far an import is; one that this process did not begin, and nobody finished, has stopped. */
  async state(asked: AskedImport): Promise<ImportState | undefined> {
    const [key, known] = [keyOf(asked), () => this.#planning.get(keyOf(asked)) ?? this.#states.get(keyOf(asked))];
    const note = known() === undefined ? await this.#begun.get(key) : undefined;
    return known() ?? (note === undefined ? undefined : stopped(note));
  }

  /** Imports that were begun and are not finished, the oldest first: under way or stopped; or those that were dismissed. */
  async unfinished(dismissed: boolean): Promise<readonly UnfinishedImport[]> {
    const begun = (await this.#begun.all()).filter((note) => (note.dismissed !== undefined) === dismissed).toSorted((a, b) => (a.begunAt < b.begunAt ? -1 : 1));
    return begun.map((note) => ({ ...note, state: this.#states.get(keyOf(note.asked)) ?? stopped(note) })).filter(({ state }) => state.state !== 'finished');
  }

  /** Takes an import that stopped off the list, and notes who wanted it: what is recorded stays, the rest is not recorded. Asked for again it goes on. @throws Problem `import-not-there`, `import-under-way` */
  async dismiss(asked: AskedImport, { by, at }: ImportBy): Promise<UnfinishedImport> {
    const key = keyOf(asked);
    const note = await this.#begun.get(key);
    if (note === undefined) throw problem('import-not-there');
    if (this.#states.get(key)?.state === 'applying') throw problem('import-under-way', { done: note.done, rows: note.rows });
    const dismissed = note.dismissed === undefined ? { ...note, dismissed: { by, at } } : note;
    await this.#begun.put(key, dismissed);
    return { ...dismissed, state: stopped(note) };
  }

  /** Starts what a workbook asks for: all of it, or the rows that are good. @throws Problem where rows are refused and all was wanted, or the plan is no more the one that was shown */
  async apply(asked: AskedImport, by: ImportBy, { rows: which, plan: shown }: Wanted): Promise<ImportState> {
    const key = keyOf(asked);
    const before = this.#states.get(key);
    if (before?.state === 'applying') return before;
    const { rows } = await this.plan(asked, by, !(await this.#stands(key, by)));
    // Two that asked at once have both waited for a plan: whoever has it first begins.
    const meanwhile = this.#states.get(key);
    if (meanwhile?.state === 'applying') return meanwhile;
    if (shown !== undefined && shown !== rows.digest) throw problem('import-plan-changed');
    const { refused, rows: all } = rows.counts;
    if (which === 'all' && refused > 0) throw problem('import-has-refused-rows', { refused, rows: all });
    const begun: ImportState = { state: 'applying', rows: rows.due, done: 0 };
    remember(this.#states, key, begun);
    this.#plans.delete(key);
    try {
      await this.#begun.put(key, { asked, begunAt: by.at, rows: rows.due, done: 0 });
    } catch (error) {
      this.#states.delete(key);
      throw error;
    }
    void this.#run(key, { asked, by, rows });
    return begun;
  }

  /** Nothing was recorded since the plan was made, so that another would be the same: a province's takes minutes. */
  async #stands(key: string, { at, by }: ImportBy): Promise<boolean> {
    const made = this.#plans.get(key);
    return made !== undefined && made.on === dayOf(at) && made.by === JSON.stringify(by) && (await made.end) === (await this.node.log.end());
  }

  async #run(key: string, { asked, by, rows }: { readonly asked: AskedImport; readonly by: ImportBy; readonly rows: PlannedRows }): Promise<void> {
    let done = 0;
    const tell = (state: ImportState) => void this.#states.set(key, state);
    let noted: Promise<unknown> = Promise.resolve();
    const rowDone = () => {
      tell({ state: 'applying', rows: rows.due, done: ++done });
      const note = { asked, begunAt: by.at, rows: rows.due, done };
      // What cannot be noted on the way is told of as less far than it is.
      if (done % rowsBetweenNotes === 0) noted = noted.then(() => this.#begun.put(key, note)).catch((error: unknown) => journal.warn({ error, import: key }, 'how far an import is cannot be noted'));
    };
    try {
      const applied = await applyPlan(this.node, rows, { ...by, sha256: asked.sha256, done: rowDone });
      await noted;
      await this.#begun.take(key);
      tell({ state: 'finished', rows: rows.due, done, ...applied });
    } catch (error) {
      // Whoever asks again goes on where this ended: each row is recorded once.
      journal.error({ error, import: key }, 'an import stopped');
      tell({ state: 'failed', rows: rows.due, done });
    }
  }
}

const stopped = ({ rows, done }: BegunImport): ImportState => ({ state: 'failed', rows, done });

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= mostRemembered) break;
    map.delete(oldest);
  }
}
