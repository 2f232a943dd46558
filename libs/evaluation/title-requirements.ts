import { certainlyAfter, isPlainDate, refuse, type DeepReadonly, type Refusal } from '#kernel';
import { honoursFor } from '#register';
import { addWorkingDays, atLeast, fractionOf, rateOver, requirementsOf, scoreReaches, type Requirement, type Title } from '#rules';
import { sumOf } from './voting/ballot.js';
import { unknownCalendar } from './facts.js';
import type { Ruled } from './gates.js';
import { ballotsOf } from './voting/outcome.js';
import { publishedRound, standingBoxes, type Running } from './state.js';

/** What a title asks beside the ladder, as it stands on record: part of what blocks an application before anybody writes one. */
export const standingRequirementCodes = ['satisfaction-below', 'title-not-held-long', 'criterion-zero', 'item-below', 'self-score-below'] as const;
/** What the application itself must bring. */
export const broughtRequirementCodes = [
  'membership-missing',
  'members-over-staff',
  'membership-below',
  'application-vote-missing',
  'application-vote-below',
  'party-opinion-missing',
  'department-opinion-missing',
  'department-opposed',
  'unit-notice-missing',
  'unit-notice-short',
] as const;
/** What an application may bring beside its title. */
export type Brought = {
  /** The congress's vote on applying. */
  votesFor?: number;
  present?: number;
  /** Members entitled to vote on it. */
  entitled?: number;
  partyOpinion?: string;
  /** Opinions of other departments, each a word of the rule set, up to 20. */
  departmentOpinions?: { from: string; favourable: boolean; opinion?: string }[];
  /** Members of staff, and how many of them are members, on a day. */
  membership?: { members: number; staff: number; on: string };
  /** The public notice within the unit before it applied: first and last day. */
  unitNotice?: { from: string; until: string; place?: string };
};
type Standing = Refusal<(typeof standingRequirementCodes)[number]>;
type Lacking = Refusal<(typeof broughtRequirementCodes)[number]>;
type One<K extends Requirement['kind']> = DeepReadonly<Extract<Requirement, { kind: K }>>;

/** All requirements of the title that the record does not fulfil. */
export const standingRequirements = (title: DeepReadonly<Title>, state: Running, facts: Ruled): readonly Standing[] =>
  requirementsOf(title).flatMap((one) => standing(one, state, facts) ?? []);

function standing(one: DeepReadonly<Requirement>, state: Running, facts: Ruled): Standing | undefined {
  switch (one.kind) {
    case 'satisfaction':
      return satisfactionBelow(one, state);
    case 'heldFor':
      return notHeldLong(one, state, facts);
    case 'noZero': {
      const criteria = notPutRight(state.selfInspection.zeroCriteria, state);
      return criteria.length === 0 ? undefined : refuse('criterion-zero', { criteria });
    }
    case 'itemAtLeast': {
      const { earned, max } = state.selfInspection.itemScores.find(({ item }) => item === one.item) ?? { earned: 0, max: 0 };
      return atLeast(earned, max, one.share) ? undefined : refuse('item-below', { item: one.item, earned: earned / 100, max: max / 100, share: one.share });
    }
    case 'selfScore': {
      const { score } = state.selfInspection;
      return score !== null && scoreReaches(score, one.atLeast) ? undefined : refuse('self-score-below', { score: (score?.of100 ?? 0) / 100, least: one.atLeast });
    }
    default:
      return undefined;
  }
}

/** Criteria at 0 about which no item was confirmed. */
export const notPutRight = (criteria: readonly string[], { items }: Pick<Running, 'items'>): string[] =>
  criteria.filter((criterion) => !Object.values(items).some((item) => item.criterion === criterion && item.stands === 'confirmed'));

/** A further threshold of the vote; without a published result that is what blocks. */
function satisfactionBelow({ subject, upper, over, atLeast: share }: One<'satisfaction'>, state: Running): Standing | undefined {
  const round = publishedRound(state);
  if (round === undefined) return undefined;
  const { n, m, of } = rateOver(ballotsOf(sumOf(standingBoxes(round)), subject, round.body), upper, round.body === 'questionnaire' ? over.questionnaire : over.assembly);
  return atLeast(n, m, share) ? undefined : refuse('satisfaction-below', { subject, n, m, of, threshold: fractionOf(share) });
}

/**
 * Held in each of so many years up to the evaluated one. The register says since when; a title granted within the first of
 * these years counts for it, and a date that might fit is not held against the union.
 */
function notHeldLong({ title, years }: One<'heldFor'>, { opened }: Running, { union }: Ruled): Standing | undefined {
  const last = `${opened.evaluatedYear - years + 1}-12-31`;
  const held = union === undefined ? [] : honoursFor(union, title);
  if (held.some(({ grantedOn }) => grantedOn === undefined || !certainlyAfter(grantedOn, last))) return undefined;
  return refuse('title-not-held-long', { title, years, since: held.map(({ grantedOn }) => grantedOn ?? null).toSorted()[0] ?? null });
}

/** All requirements of the title that this application does not bring. */
export const broughtRequirements = (title: DeepReadonly<Title>, data: Brought, { calendar = unknownCalendar }: Pick<Ruled, 'calendar'>): readonly Lacking[] =>
  requirementsOf(title).flatMap((one): readonly Lacking[] => {
    switch (one.kind) {
      case 'membershipRate':
        return listed(membershipShort(one, data));
      case 'applicationVote':
        return listed(voteShort(one, data));
      case 'partyOpinion':
        return data.partyOpinion === undefined ? [refuse('party-opinion-missing')] : [];
      case 'departmentOpinions':
        return departmentsShort(one, data);
      case 'noticeInUnit':
        return listed(noticeShort(one.days, data, calendar));
      default:
        return [];
    }
  });

const listed = (no: Lacking | undefined): readonly Lacking[] => (no === undefined ? [] : [no]);

function membershipShort({ atLeast: share }: One<'membershipRate'>, { membership }: Brought): Lacking | undefined {
  if (membership === undefined) return refuse('membership-missing', { threshold: fractionOf(share) });
  const { members: n, staff: m } = membership;
  return atLeast(n, m, share) ? undefined : refuse('membership-below', { n, m, threshold: fractionOf(share) });
}

function voteShort({ atLeast: share, of }: One<'applicationVote'>, { votesFor: n, present, entitled }: Brought): Lacking | undefined {
  const m = of === 'present' ? present : entitled;
  if (n === undefined || m === undefined) return refuse('application-vote-missing', { of, threshold: fractionOf(share) });
  return atLeast(n, m, share) ? undefined : refuse('application-vote-below', { n, m, of, threshold: fractionOf(share) });
}

function departmentsShort({ from }: One<'departmentOpinions'>, { departmentOpinions = [] }: Brought): readonly Lacking[] {
  const missing = from.filter((department) => !departmentOpinions.some((one) => one.from === department));
  const against = departmentOpinions.filter((one) => !one.favourable).map((one) => one.from);
  return [...(missing.length === 0 ? [] : [refuse('department-opinion-missing', { departments: missing })]), ...(against.length === 0 ? [] : [refuse('department-opposed', { departments: against })])];
}

function noticeShort(days: number, { unitNotice }: Brought, calendar: NonNullable<Ruled['calendar']>): Lacking | undefined {
  if (unitNotice === undefined) return refuse('unit-notice-missing', { days });
  const { from, until } = unitNotice;
  // Whether the days exist is judged with the other dates.
  if (!isPlainDate(from) || !isPlainDate(until)) return undefined;
  const earliest = addWorkingDays(calendar as never, from, days).date;
  return until < earliest ? refuse('unit-notice-short', { from, until, days, earliest }) : undefined;
}
