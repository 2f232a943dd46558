import { Type, type Static } from 'typebox';

/** Parts of a rule set that one below may make stricter: dates earlier, shares and scores higher, more steps and requirements. */
export const tightenedParts = [
  'due',
  'quorum',
  'participation',
  'endorsement',
  'score',
  'requires',
  'publicNoticeDays',
  'planApproval',
  'planFiling',
  'chairPresides',
  'steps',
  'countEntry',
  'brokenSeal',
  'zeroBlocks',
  'standard',
] as const;
export const TightenedPart = Type.Enum([...tightenedParts]);
export type TightenedPart = Static<typeof TightenedPart>;
