import { Inject, Injectable } from '@nestjs/common';
import type { PlannedRow } from '#intake';
import { log as journal, NODE, problem, type Node } from '#platform';
import { applyPlan, type Applied } from './apply-plan.js';
import { keyOf, type AskedImport, type ImportBy } from './asked-import.js';
import { planRegisterImport, type ImportPlan } from './plan-register.js';

export type ImportState = { readonly state: 'applying' | 'finished' | 'failed'; readonly rows: number; readonly done: number } & Partial<Applied>;

/** How many plans and finished imports are remembered: what is forgotten is worked out again. */
const mostRemembered = 4;

/** Imports of this process: planned, under way, done. All of it can be worked out again from the file and the register. */
@Injectable()
export class Imports {
  readonly #plans = new Map<string, Promise<ImportPlan>>();
  readonly #states = new Map<string, ImportState>();

  constructor(@Inject(NODE) private readonly node: Node) {}

  /** The plan of an import; `afresh` against the register as it is now. */
  plan(asked: AskedImport, by: ImportBy, afresh: boolean): Promise<ImportPlan> {
    const key = keyOf(asked);
    const before = afresh ? undefined : this.#plans.get(key);
    if (before !== undefined) return before;
    const plan = planRegisterImport(this.node, asked, by);
    remember(this.#plans, key, plan);
    plan.catch(() => this.#plans.delete(key));
    return plan;
  }

  state = (asked: AskedImport): ImportState | undefined => this.#states.get(keyOf(asked));

  /** Starts what a workbook asks for: all of it, or the rows that are good. @throws Problem where rows are refused and all was wanted, or it is under way */
  async apply(asked: AskedImport, by: ImportBy, which: 'all' | 'good'): Promise<ImportState> {
    const key = keyOf(asked);
    const before = this.#states.get(key);
    if (before?.state === 'applying') return before;
    const { rows } = await this.plan(asked, by, true);
    const refused = rows.filter(({ outcome }) => outcome === 'refused').length;
    if (which === 'all' && refused > 0) throw problem('import-has-refused-rows', { refused, rows: rows.length });
    const due = rows.filter(({ commands }) => commands.length > 0).length;
    remember(this.#states, key, { state: 'applying', rows: due, done: 0 });
    this.#plans.delete(key);
    void this.#run(key, { asked, by, rows });
    return this.#states.get(key) ?? { state: 'applying', rows: due, done: 0 };
  }

  async #run(key: string, { asked, by, rows }: { readonly asked: AskedImport; readonly by: ImportBy; readonly rows: readonly PlannedRow[] }): Promise<void> {
    const changed = (change: Partial<ImportState>) => {
      const state = this.#states.get(key);
      if (state !== undefined) this.#states.set(key, { ...state, ...change });
    };
    try {
      const applied = await applyPlan(this.node, rows, { ...by, sha256: asked.sha256, done: (more) => changed({ done: (this.#states.get(key)?.done ?? 0) + more }) });
      changed({ state: 'finished', ...applied });
    } catch (error) {
      // Whoever asks again goes on where this ended: each row is recorded once.
      journal.error({ error, import: key }, 'an import stopped');
      changed({ state: 'failed' });
    }
  }
}

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= mostRemembered) break;
    map.delete(oldest);
  }
}
