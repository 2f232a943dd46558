import type { DeepReadonly, PartialDate } from '#kernel';
import type { Rate } from '#rules';

/** Sample questionnaires as they are folded: whom the sample was drawn from, what came of each group, the sum. */
export type Sampling = DeepReadonly<{
  sample: { drawnOn: PartialDate; frame: string; population: number; method: string; seed: string | null; groups: { [group: string]: SampleGroup }; short: SampleShort[] } | null;
  groups: { [group: string]: GroupCounts & { askedOn: PartialDate } };
  summary: (GroupCounts & { rate: Rate; atLeast: string | null; reached: boolean | null }) | null;
}>;

/** Of so many who could be asked, so many are to be. */
export type SampleGroup = { eligible: number; toIssue: number };
export type GroupCounts = { issued: number; returned: number; valid: number; answers: { [answer: string]: number } };
/** Which rule of the sample it falls short of, by how many; `group` where it is a rule for each. */
export type SampleShort = { rule: 'share' | 'minimum' | 'perGroup'; drawn: number; needed: number; group?: string };

export const noSampling: Sampling = { sample: null, groups: {}, summary: null };
