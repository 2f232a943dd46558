import { refuse, type Actor, type DeepReadonly, type Refusal } from '#kernel';
import type { Running } from './state.js';

/** Entry on behalf (代录): an officer above a union records a step for it, and names what the entry rests on. */
export const behalfRefusals = ['behalf-of-another', 'not-superior-of-union', 'basis-missing', 'own-union', 'not-the-union', 'behalf-not-said'] as const;
type Code = (typeof behalfRefusals)[number];

type Envelope = { readonly by: DeepReadonly<Actor> };

/** True where the union itself speaks, be it through the officer who records for it. */
export const speaksForUnion = ({ by }: Envelope, { opened }: Pick<Running, 'opened'>): boolean => `union-${opened.union}` === (by.onBehalfOf ?? by.bodyId);

/** True of a federation above the union, on either line, as at opening. */
export const isSuperior = (body: string, { opened }: Pick<Running, 'opened'>): boolean => opened.superiors.some((superior) => body === `federation-${superior}`);

/** Recorded on behalf only of the evaluation's own union, by a body above it, on a named basis: a scanned sheet, a call, a letter, a visit. */
export function behalfRefused({ by }: Envelope, state: Pick<Running, 'opened'>): Refusal<Code> | undefined {
  if (by.onBehalfOf === undefined) return undefined;
  const { union } = state.opened;
  if (by.onBehalfOf !== `union-${union}`) return refuse('behalf-of-another', { onBehalfOf: by.onBehalfOf, union });
  if (!isSuperior(by.bodyId, state)) return refuse('not-superior-of-union', { body: by.bodyId, union });
  return by.basis === undefined ? refuse('basis-missing', { union }) : undefined;
}

export { sheetOf } from '#kernel';
