import type { SafeInteger } from '#kernel';

/** Sums of a group, by measure; what is not there is 0. */
export type Sums = Readonly<Record<string, SafeInteger>>;

/** A number of a board: `formula` says from which totals it is made; of a rate `m` is the denominator and `of` its name. */
export type Figure = { readonly figure: FigureName; readonly formula: string; readonly n: number; readonly m: number | null; readonly of: string | null };

type Term = readonly [sign: 1 | -1, measure: string];
type Formula = { readonly n: readonly Term[]; readonly m?: readonly Term[]; readonly of?: string };

const plus = (...measures: readonly string[]): readonly Term[] => measures.map((measure) => [1, measure]);
const minus = (...measures: readonly string[]): readonly Term[] => measures.map((measure) => [-1, measure]);

/**
 * Every figure by its formula over the totals. Coverage (覆盖率 = 已开展 ÷ 应开展) counts unions, and beside it units covered;
 * a make-up is never in it, only in the rate named for it. Rates of ballots leave out results of few ballots on both sides.
 */
const formulas = {
  should: { n: plus('should') },
  held: { n: plus('held') },
  notHeld: { n: [...plus('should'), ...minus('held')] },
  coverage: { n: plus('held'), m: plus('should'), of: 'should' },
  shouldUnits: { n: plus('shouldUnits') },
  heldUnits: { n: plus('heldUnits') },
  coverageUnits: { n: plus('heldUnits'), m: plus('shouldUnits'), of: 'shouldUnits' },
  exempt: { n: plus('exempt') },
  exemptUnits: { n: plus('exemptUnits') },
  exemptionsAsked: { n: plus('exemptionsAsked') },
  makeUp: { n: plus('makeUp') },
  madeUp: { n: plus('madeUp') },
  madeUpUnits: { n: plus('madeUpUnits') },
  coverageWithMadeUp: { n: plus('held', 'madeUp'), m: plus('should'), of: 'should' },
  heldLate: { n: plus('heldLate'), m: plus('held'), of: 'held' },
  reportedLate: { n: plus('reportedLate') },
  results: { n: plus('results') },
  resultsWithheld: { n: plus('resultsWithheld'), m: plus('results'), of: 'results' },
  issued: { n: plus('issued') },
  returnRate: { n: plus('returned'), m: plus('issued'), of: 'issued' },
  attendance: { n: plus('present'), m: plus('entitled'), of: 'entitled' },
  validRate: { n: plus('valid'), m: [...plus('returned'), ...minus('withheld.returned')], of: 'returned' },
  endorsement: { n: plus('endorsed'), m: plus('endorsedOf'), of: 'endorsedOf' },
  belowThreshold: { n: plus('belowThreshold'), m: [...plus('results'), ...minus('resultsWithheld')], of: 'results' },
  itemsOpen: { n: plus('itemsOpen') },
  itemsDoing: { n: plus('itemsDoing') },
  itemsDone: { n: plus('itemsDone') },
  itemsConfirmed: { n: plus('itemsConfirmed') },
  itemsCarriedOver: { n: plus('itemsCarriedOver') },
  unionsOnBehalf: { n: plus('unionsOnBehalf') },
  entriesOnBehalf: { n: plus('entriesOnBehalf') },
  openDisputes: { n: plus('openDisputes') },
  backFilled: { n: plus('backFilled') },
  backFilledHeld: { n: plus('backFilledHeld'), m: plus('backFilled'), of: 'backFilled' },
  unionsCorrected: { n: plus('unionsCorrected') },
  corrections: { n: plus('corrections') },
} as const satisfies Record<string, Formula>;

export type FigureName = keyof typeof formulas;
export const figureNames = Object.keys(formulas) as readonly FigureName[];

const valueOf = (terms: readonly Term[], totals: Sums): number => terms.reduce((sum, [sign, measure]) => sum + sign * (totals[measure] ?? 0), 0);
const written = (terms: readonly Term[]): string => terms.map(([sign, measure], index) => `${sign < 0 ? ' − ' : index === 0 ? '' : ' + '}${measure}`).join('');

/** A figure of these totals. */
export function figureOf(figure: FigureName, totals: Sums): Figure {
  const { n, m, of }: Formula = formulas[figure];
  if (m === undefined) return { figure, formula: written(n), n: valueOf(n, totals), m: null, of: null };
  return { figure, formula: `(${written(n)}) ÷ (${written(m)})`, n: valueOf(n, totals), m: valueOf(m, totals), of: of ?? null };
}

/** The measures that figures are made of. */
export function measuresOf(figures: readonly FigureName[]): readonly string[] {
  const terms = figures.flatMap((figure) => {
    const { n, m = [] }: Formula = formulas[figure];
    return [...n, ...m];
  });
  return [...new Set(terms.map(([, measure]) => measure))];
}

/** Whether totals say all that a figure is made of: of a year that was back-filled not all is known. */
export function isFigureKnown(figure: FigureName, totals: Sums): boolean {
  const { n, m = [] }: Formula = formulas[figure];
  // What is withheld of small groups was not known then.
  return [...n, ...m].every(([, measure]) => measure in totals || measure.startsWith('withheld') || measure.endsWith('Withheld'));
}

/** All figures, in the order in which a board tells them. */
export const figuresOf = (totals: Sums): readonly Figure[] => figureNames.map((figure) => figureOf(figure, totals));

/** Measures by the first part of their names: a board asks for some twenty beginnings of the same few hundred names. */
const byFirstPart = new WeakMap<Sums, ReadonlyMap<string, readonly string[]>>();

function startingOf(totals: Sums, firstPart: string): readonly string[] {
  let parts = byFirstPart.get(totals);
  if (parts === undefined) byFirstPart.set(totals, (parts = measuresByFirstPart(totals)));
  return parts.get(firstPart) ?? [];
}

function measuresByFirstPart(totals: Sums): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  for (const measure of Object.keys(totals)) {
    const part = firstPartOf(measure);
    const known = parts.get(part);
    if (known === undefined) parts.set(part, [measure]);
    else known.push(measure);
  }
  return parts;
}

const firstPartOf = (measure: string): string => measure.slice(0, measure.indexOf('.') + 1);

/** Totals whose names begin so, by what follows: `class.` → by class. The totals are never changed; a beginning ends with a full stop. */
export function startingWith(totals: Sums, prefix: `${string}.`): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const measure of startingOf(totals, firstPartOf(prefix))) if (measure.startsWith(prefix)) found.set(measure.slice(prefix.length), totals[measure] ?? 0);
  return found;
}
