import { StoreUnavailable, type EventReader, type FactSource, type ViewReader } from '#kernel';
import type { EvaluationRow } from '#views';

/** How long the view may take to come as far as the log was, in milliseconds. */
const patienceMs = 10_000;
/** The most evaluations that are named. */
const maxNamed = 20;

/** The fact `openEvaluations`, by `FEDERATION.YEAR`: evaluations below it that neither ended nor left the denominator, by status. @throws StoreUnavailable */
export const openEvaluations =
  (evaluations: ViewReader<EvaluationRow>, log: Pick<EventReader, 'end'>): FactSource =>
  async (of) => {
    const [federation = '', year = ''] = of.split('.');
    const position = await log.end();
    if (!(await evaluations.reached(position, patienceMs))) throw new StoreUnavailable('the view evaluationStatus is behind the log');
    const byStatus: Record<string, number> = {};
    const first: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { rows, next } = await evaluations.list({ scope: [federation], where: { evaluatedYear: Number(year) }, limit: 200, ...(cursor === undefined ? {} : { cursor }) });
      for (const [id, { status, state }] of rows) {
        if (state.ended !== null || state.exemption?.approved === true || state.backFilled !== null) continue;
        byStatus[status] = (byStatus[status] ?? 0) + 1;
        if (first.length < maxNamed) first.push(id);
      }
      if (next === undefined) return { value: { byStatus, first }, source: `evaluationStatus@${position}` };
      cursor = next;
    }
  };
