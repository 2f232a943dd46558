import type { DeepReadonly, DomainEvent } from '#kernel';
import type { Outcome, ReadonlyCounts } from '../voting/ballot.js';
import { samplingRounds } from '../voting/questionnaire-slice.js';
import { withheldInGroups } from '../voting/questionnaires.js';
import type { State } from '../state.js';
import { turnoutOf, withheldIn, type Withheld } from '../voting/votes.js';

/** What of an event may be shown, and why something is left out of it. The event itself keeps all it recorded. */
export type ShownData = { readonly data: unknown; readonly withheld: Withheld | null };
type WithheldBy = { readonly state: Pick<State, 'rounds' | 'questionnaires'>; readonly below: number };

/**
 * An event's data without results of small groups, and without what could be subtracted to get at them: the outcome "so
 * far" after each of several boxes, the result a title was sought with. What one person entered is never shown: whoever
 * enters next must not know it.
 */
export function shownData({ type, data }: DomainEvent, asked: WithheldBy): ShownData {
  const rule = Object.hasOwn(rules, type) ? rules[type] : undefined;
  return rule === undefined ? { data, withheld: null } : rule(data as never, asked);
}

type OfRound = { readonly round: number; readonly box?: string; readonly counts?: ReadonlyCounts; readonly outcome?: DeepReadonly<Outcome> | null };
type Recorded = { readonly [name: string]: unknown };
const without = (data: object, ...names: readonly string[]): Recorded => Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));

const rules: { readonly [type: string]: (data: never, asked: WithheldBy) => ShownData } = {
  CountEntered: (data: object) => ({ data: without(data, 'counts'), withheld: null }),

  VoteTallied: (data: OfRound, asked) => {
    const reasons = ofRound(data, asked);
    const withheld = reasons?.boxes.get(data.box ?? '') ?? reasons?.total ?? fewIn(data.counts, asked);
    const counted = withheld === null || data.counts === undefined ? {} : { counts: turnoutOf(data.counts) };
    const told = { ...data, ...counted };
    return { data: isWhole(reasons) ? told : without(told, 'outcome'), withheld };
  },

  BoxAnnulled: (data: OfRound, asked) => ({ data: isWhole(ofRound(data, asked)) ? data : without(data, 'outcome'), withheld: null }),

  ResultPublished: (data: OfRound, asked) => {
    const withheld = ofRound(data, asked)?.total ?? fewIn(data.counts, asked);
    return { data: withheld === null || data.counts === undefined ? data : { ...without(data, 'outcome'), counts: turnoutOf(data.counts) }, withheld };
  },

  QuestionnaireRecorded: (data: { readonly round?: number; readonly group: string; readonly returned: number }, { state, below }) => {
    const round = samplingRounds(state.questionnaires)[(data.round ?? 1) - 1];
    const withheld = (round === undefined ? undefined : withheldInGroups(round, below).get(data.group)) ?? fewIn(data, { below });
    return { data: withheld === null ? data : without(data, 'valid', 'answers'), withheld };
  },
  QuestionnaireSummarised: (data: { readonly returned: number }, { below }) =>
    data.returned < below ? { data: without(data, 'valid', 'answers', 'rate', 'reached'), withheld: 'smallGroup' } : { data, withheld: null },

  FactCorrected: (data: { readonly what: { readonly kind: string; readonly round?: number; readonly box?: string; readonly group?: string } }, asked) => {
    const { kind, round = 0, group = '' } = data.what;
    const hidden = kind === 'box' ? !isWhole(ofRound({ round }, asked)) : kind === 'group' && samplingRounds(asked.state.questionnaires).some((sampling) => withheldInGroups(sampling, asked.below).has(group));
    return hidden ? { data: without(data, 'wrong', 'right', 'outcome'), withheld: 'smallGroup' } : { data, withheld: null };
  },

  TitleAppliedFor: (data: object, { state, below }) => (state.rounds.some((round) => round.publishedOn !== null && withheldIn(round, below).total !== null) ? { data: without(data, 'endorsement'), withheld: 'smallGroup' } : { data, withheld: null }),

  VisitRecorded: (data: { readonly survey?: { readonly staff?: number; readonly issued: number; readonly returned: number } }, { below }) => {
    if (data.survey === undefined || data.survey.returned >= below) return { data, withheld: null };
    const { staff, issued, returned } = data.survey;
    return { data: { ...without(data, 'recognition'), survey: { ...(staff === undefined ? {} : { staff }), issued, returned } }, withheld: 'smallGroup' };
  },
};

/** An entry that is void is in no round any more; few ballots are few all the same. */
const fewIn = (counts: { readonly returned: number } | undefined, { below }: Pick<WithheldBy, 'below'>): Withheld | null => (counts !== undefined && counts.returned < below ? 'smallGroup' : null);

type Reasons = ReturnType<typeof withheldIn>;

function ofRound({ round: number }: OfRound, { state, below }: WithheldBy): Reasons | undefined {
  const round = state.rounds.find((one) => one.round === number);
  return round && withheldIn(round, below);
}

/** Nothing of the round is withheld: each box could be told apart anyway, so that an outcome “so far” gives nothing away. */
const isWhole = (reasons: Reasons | undefined): boolean => reasons?.total === null && reasons.boxes.size === 0;
