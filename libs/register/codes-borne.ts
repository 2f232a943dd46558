import type { DeepReadonly, PartialDate, PlainDate } from '#kernel';
import { codeKey, type BorneCodes } from './code.js';
import { startOf } from './dated.js';
import type { UnionState } from './union-state.js';

/** The codes that a union bore or bears; what the fact `unionCodes` gives. */
export function codesBorne({ profile, ending }: DeepReadonly<UnionState>): BorneCodes {
  const borne: Record<string, PlainDate | null> = {};
  let bears: string | undefined;
  for (const { on, value } of profile) {
    if (typeof value.code !== 'string') continue;
    const key = codeKey(value.code);
    if (bears !== undefined && bears !== key) borne[bears] = startOf(on);
    borne[(bears = key)] = null;
  }
  if (bears !== undefined && ending !== null) borne[bears] = startOf(ending.closedOn);
  return borne;
}

/** The code that a federation bears, or bore to its end; what the fact `federationCodes` gives. */
export const codesBorneByFederation = ({ registered: { code }, closedOn }: { readonly registered: { readonly code?: string | undefined }; readonly closedOn?: PartialDate | undefined }): BorneCodes =>
  code === undefined ? {} : { [codeKey(code)]: closedOn === undefined ? null : startOf(closedOn) };
