import { percent } from '#rules';

type Rests = { readonly figures: { readonly should: number; readonly held: number }; readonly named: readonly unknown[] };

/** The most of them that are told. */
export const maxOtherFigures = 20;
/** 家, 个单位 and per cent, in either language; digits of any width, with commas or without. */
const counted = /(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(家|个单位|%|unions?\b)/g;

/**
 * Numbers of unions, and percentages, that a circular's text says and that are none of those it rests on: called up, held, not held, named,
 * coverage. Its wording is free, so they may be meant (unions of one class); they are told, for nobody can recompute them from the draft.
 */
export function otherFigures(text: string, { figures: { should, held }, named }: Rests): readonly string[] {
  const counts = new Set([should, held, should - held, named.length]);
  const coverage = percent({ n: held, m: should });
  const others = [...text.normalize('NFKC').matchAll(counted)].filter(([, figure = '', of]) => {
    const number = Number(figure.replaceAll(',', ''));
    return of === '%' ? coverage === undefined || number !== Number(coverage) : !counts.has(number);
  });
  return [...new Set(others.map(([figure]) => figure.slice(0, 40)))].slice(0, maxOtherFigures);
}
