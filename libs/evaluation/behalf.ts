import { refuse, type Actor, type DeepReadonly, type Refusal } from '#kernel';
import type { Running } from './state.js';

/** Entry on behalf (代录): an officer above a union records a step for it, and names what the entry rests on. */
export const behalfRefusals = ['behalf-of-another', 'not-superior-of-union', 'basis-missing', 'own-union'] as const;
type Code = (typeof behalfRefusals)[number];

type Envelope = { readonly by: DeepReadonly<Actor> };

/** True where the union itself speaks, be it through the officer who records for it. */
export const speaksForUnion = ({ by }: Envelope, { opened }: Pick<Running, 'opened'>): boolean => `union-${opened.union}` === (by.onBehalfOf ?? by.bodyId);

/** Recorded on behalf only of the evaluation's own union, by a body above it, on a named basis: a scanned sheet, a call, a letter, a visit. */
export function behalfRefused({ by }: Envelope, state: Pick<Running, 'opened'>): Refusal<Code> | undefined {
  if (by.onBehalfOf === undefined) return undefined;
  const { union, superiors } = state.opened;
  if (by.onBehalfOf !== `union-${union}`) return refuse('behalf-of-another', { onBehalfOf: by.onBehalfOf, union });
  if (!superiors.some((superior) => by.bodyId === `federation-${superior}`)) return refuse('not-superior-of-union', { body: by.bodyId, union });
  return by.basis === undefined ? refuse('basis-missing', { union }) : undefined;
}

const sheet = 'sheet:';
/** The digest of the scanned sheet that an entry on behalf rests on; nothing where it rests on something else. */
export const sheetOf = ({ basis }: Pick<Actor, 'basis'>): string | undefined => (basis?.startsWith(sheet) === true ? basis.slice(sheet.length) : undefined);
