import { evaluation } from '#evaluation';
import { quantile, within, type Figure } from '../figure.js';
import { evaluationOf, found, openEvaluations, record, reportProgress } from './population.js';
import type { Workplace } from './workplace.js';

const perSecond = 500;
const seconds = 8;
const warmUpSeconds = 2;
const evaluations = 1_000;
const tickMs = 10;

/** From the acknowledgement of an append until its view shows it, at a steady 500 commands a second. */
export async function benchLag(place: Workplace): Promise<Figure> {
  const { node, close } = await place.node('lag');
  await found(node);
  await openEvaluations(node, 0, evaluations);
  const lags: number[] = [];
  const began = performance.now();
  const underWay = new Set<Promise<void>>();
  const send = async (number: number) => {
    const index = number % evaluations;
    const { position } = await record(node, evaluation, evaluationOf(index), reportProgress(index, number));
    const acknowledged = performance.now();
    if (!(await node.views.evaluations.reached(position, 10_000))) throw new Error(`the view did not come to ${position}`);
    if (acknowledged - began > warmUpSeconds * 1_000) lags.push(performance.now() - acknowledged);
  };
  let sent = 0;
  while (sent < perSecond * (seconds + warmUpSeconds)) {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
    for (; sent < due; sent++) {
      const one: Promise<void> = send(sent).finally(() => underWay.delete(one));
      underWay.add(one);
    }
    await new Promise((resolve) => setTimeout(resolve, tickMs));
  }
  await Promise.all(underWay);
  await close();
  return within('lag', 'ms', quantile(lags, 0.99), 50, { 'p50 (ms)': Number(quantile(lags, 0.5).toFixed(1)), samples: lags.length });
}
