import type { DeepReadonly, PartialDate } from '#kernel';
import type { Rate } from '#rules';

/** Sample questionnaires as they are folded: whom the sample was drawn from, what came of each group, the sum. */
export type SamplingRound = DeepReadonly<{
  sample: { drawnOn: PartialDate; frame: string; population: number; method: string; seed: string | null; groups: { [group: string]: SampleGroup }; short: SampleShort[] } | null;
  groups: { [group: string]: GroupCounts & { askedOn: PartialDate } };
  summary: (GroupCounts & { rate: Rate; atLeast: string | null; reached: boolean | null }) | null;
}>;
/** The questionnaires as they stand. Asked again, those of before stay as they were: `earlier`, in order; both absent where they were asked once. */
export type Sampling = SamplingRound & { readonly round?: number; readonly earlier?: readonly SamplingRound[] };

/** Of so many who could be asked, so many are to be. */
export type SampleGroup = { eligible: number; toIssue: number };
export type GroupCounts = { issued: number; returned: number; valid: number; answers: { [answer: string]: number } };
/** Which rule of the sample it falls short of, by how many; `group` where it is a rule for each. */
export type SampleShort = { rule: 'share' | 'minimum' | 'perGroup'; drawn: number; needed: number; group?: string };

export const noSampling: Sampling = { sample: null, groups: {}, summary: null };

/** Which round of questionnaires is asked now, from 1. */
export const samplingRoundOf = ({ round = 1 }: Pick<Sampling, 'round'>): number => round;

/** All rounds of questionnaires, in order; the last is the one that is asked now. */
export const samplingRounds = ({ round: _round, earlier = [], ...now }: Sampling): readonly SamplingRound[] => [...earlier, now];

/** One round changed; a round that nobody knows yet begins, and the one before it stays as it was. */
export function changeSampling(sampling: Sampling, number: number | undefined, change: (round: SamplingRound) => SamplingRound): Sampling {
  const { round: _round, earlier: _earlier, ...empty } = noSampling;
  const known = samplingRounds(sampling);
  const rounds = (number ?? 1) > known.length ? [...known, empty] : known;
  return samplingOf(rounds.map((round, index) => (index === Math.min(number ?? 1, rounds.length) - 1 ? change(round) : round)));
}

/** Without the round that nobody was asked in yet: the one before it stands again. */
export const withoutLastRound = (sampling: Sampling): Sampling => samplingOf(samplingRounds(sampling).slice(0, -1));

function samplingOf(rounds: readonly SamplingRound[]): Sampling {
  const now = rounds.at(-1) ?? noSampling;
  return rounds.length <= 1 ? now : { ...now, round: rounds.length, earlier: rounds.slice(0, -1) };
}
