import type { DeepReadonly, DomainEvent } from '#kernel';
import { atLeast, rateOver, recognitionOver, recognitionRates, type CountName, type Rate, type RuleSet, type SurveyCounts, type SurveyRate } from '#rules';
import { samplingRounds, type GroupCounts, type Sampling, type SamplingRound } from './questionnaire-slice.js';
import { isTotalWithheld, withheldGroups } from './small-groups.js';
import type { State } from '../state.js';
import type { Withheld } from './votes.js';

/** The questionnaires of one group; its answers only where nobody can be picked out by them. */
export type GroupShown = {
  readonly group: string;
  readonly eligible: number | null;
  readonly toIssue: number | null;
  readonly issued: number | null;
  readonly returned: number | null;
  readonly withheld: Withheld | null;
  readonly valid: number | null;
  readonly answers: { readonly [answer: string]: number } | null;
  readonly rate: Rate | null;
};
/** `earlier`: what was asked before, where questionnaires were asked again; each judged by its own groups. */
export type QuestionnaireShown = SamplingShown & { readonly earlier: readonly SamplingShown[] };
type SamplingShown = {
  readonly round: number;
  readonly sample: Omit<NonNullable<Sampling['sample']>, 'groups'> | null;
  readonly groups: readonly GroupShown[];
  readonly withheld: Withheld | null;
  readonly sum: Sampling['summary'];
};

/** The questionnaires of an evaluation by group and in sum; nothing where there are none. Groups are told once the sum is final. */
export function questionnaireOf({ questionnaires }: Pick<State, 'questionnaires'>, below: number): QuestionnaireShown | null {
  const rounds = samplingRounds(questionnaires).map((round, index) => samplingShown(round, index + 1, below));
  const now = rounds.at(-1);
  return now === undefined || now === null ? null : { ...now, earlier: rounds.slice(0, -1).filter((round) => round !== null) };
}

function samplingShown({ sample, groups, summary }: SamplingRound, round: number, below: number): SamplingShown | null {
  const names = [...new Set([...Object.keys(sample?.groups ?? {}), ...Object.keys(groups)])];
  if (names.length === 0) return null;
  const reasons = withheldInGroups({ groups, summary }, below);
  const { groups: _groups, ...drawn } = sample ?? { groups: {} };
  const withheld = reasons.get('*') ?? null;
  return {
    round,
    sample: sample === null ? null : (drawn as Omit<NonNullable<Sampling['sample']>, 'groups'>),
    groups: names.map((group) => groupOf(group, { sample, groups, summary }, reasons.get(group) ?? null)),
    withheld,
    sum: withheld === null ? summary : null,
  };
}

/** True where the sum does not reach what the rules ask of it; without a vote, not even the lowest title's endorsement. */
export function questionnaireBelow({ rate: { n, m } }: NonNullable<SamplingRound['summary']>, { questionnaire, titles }: DeepReadonly<Pick<RuleSet, 'questionnaire' | 'titles'>>, withVote: boolean): boolean {
  if (questionnaire === undefined) return false;
  const open = titles.filter(({ off }) => off !== true);
  return !atLeast(n, m, questionnaire.atLeast) || (!withVote && open.length > 0 && open.every(({ endorsement }) => !atLeast(n, m, endorsement)));
}

/** What is withheld, by group; `*` is the sum. */
export function withheldInGroups({ groups, summary }: Pick<Sampling, 'groups' | 'summary'>, below: number): ReadonlyMap<string, Withheld> {
  const sizes = Object.fromEntries(Object.entries(groups).map(([group, { returned }]) => [group, returned]));
  const small = withheldGroups(sizes, below);
  if (summary === null) return new Map<string, Withheld>([...Object.keys(groups).map((group) => [group, small.get(group) === 'smallGroup' ? 'smallGroup' : 'notSummarised'] as const), ['*', 'notSummarised']]);
  return new Map<string, Withheld>([...small, ...(isTotalWithheld(sizes, below) ? [['*', 'smallGroup'] as const] : [])]);
}

function groupOf(group: string, { sample, groups, summary }: SamplingRound, withheld: Withheld | null): GroupShown {
  const drawn = Object.hasOwn(sample?.groups ?? {}, group) ? sample?.groups[group] : undefined;
  const counted = Object.hasOwn(groups, group) ? groups[group] : undefined;
  const told = withheld === null ? counted : undefined;
  return {
    group,
    eligible: drawn?.eligible ?? null,
    toIssue: drawn?.toIssue ?? null,
    issued: counted?.issued ?? null,
    returned: counted?.returned ?? null,
    withheld: counted === undefined ? null : withheld,
    valid: told?.valid ?? null,
    answers: told?.answers ?? null,
    rate: told === undefined || summary === null ? null : rateOfGroup(told, drawn?.eligible ?? told.issued, summary.rate),
  };
}

/** The sum's own formula and denominator, for one group. */
const rateOfGroup = ({ issued, returned, valid, answers }: DeepReadonly<GroupCounts>, entitled: number, { formula, of }: Pick<Rate, 'formula'> & { readonly of: CountName }): Rate =>
  rateOver({ entitled, issued, returned, valid, grades: answers }, formula.split('+'), of);

/** Recognition (认可率) by the panel's own survey among the staff, the last there was; withheld of fewer sheets than the rules say. */
export type RecognitionShown = { readonly staff: number | null; readonly issued: number; readonly returned: number; readonly withheld: Withheld | null; readonly recognition: SurveyRate | null; readonly rates: readonly SurveyRate[] };

export function recognitionOf(events: readonly DomainEvent[], below: number): RecognitionShown | null {
  const surveys = events.flatMap(({ type, data }) => (type === 'VisitRecorded' && (data as Visit).survey !== undefined ? [(data as Visit).survey as SurveyCounts] : []));
  const last = surveys.at(-1);
  if (last === undefined) return null;
  const small = last.returned < below;
  return { staff: last.staff ?? null, issued: last.issued, returned: last.returned, withheld: small ? 'smallGroup' : null, recognition: small ? null : recognitionOver(last), rates: small ? [] : recognitionRates(last) };
}
type Visit = { readonly survey?: SurveyCounts };
