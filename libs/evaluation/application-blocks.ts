import { refuse, type Refusal } from '#kernel';
import { honoursFor } from '#register';
import { atLeast, fractionOf, type Rate } from '#rules';
import { stepAbsent, type GateRefusal, type Ruled } from './gates.js';
import { thresholdsOf } from './voting/outcome.js';
import { withheldInGroups } from './voting/questionnaires.js';
import { countsInAll, hasObjection, hasStep, publishedRound, reportOf, type Running } from './state.js';
import { missingPredecessors } from './steps/report.js';
import { notPutRight, standingRequirementCodes, standingRequirements } from './title-requirements.js';

/** Codes by which an application is blocked; those of its entry (a date, votes over present) are not among them. */
export const applicationBlockCodes = [
  'step-not-in-rules',
  'already-applied',
  'result-not-published',
  'questionnaire-missing',
  'predecessors-missing',
  'plan-not-approved',
  'report-missing',
  'title-unknown',
  'title-off',
  'below-threshold',
  'questionnaire-below',
  'lower-title-missing',
  'obligatory-criterion-missing',
  ...standingRequirementCodes,
] as const;
export type ApplicationBlockCode = (typeof applicationBlockCodes)[number];
type Block = Refusal<ApplicationBlockCode>;

/**
 * All that blocks an application for a title, at once: `ApplyForTitle` refuses by the first, the question "what blocks it"
 * tells them all, so that both can never disagree.
 */
export function applicationBlocks(id: string, state: Running, facts: Ruled): readonly Block[] {
  return [
    stepAbsent(state, 'application') as Refusal<Extract<GateRefusal, 'step-not-in-rules'>> | undefined,
    state.application !== null && !failed(state) ? refuse('already-applied', { title: state.application.title }) : undefined,
    ...missingPredecessors(state, facts),
    state.opened.steps.required.includes('report') && reportOf(state).stands === 'none' ? refuse('report-missing') : undefined,
    ...titleBlocks(id, state, facts),
  ].filter((block) => block !== undefined);
}

/** One that was not passed, or against which an objection was upheld, may be followed by another. */
const failed = (state: Running): boolean => state.verdict?.verdict === 'notPassed' || hasObjection(state, 'upheld');

/** The ladder: the title's threshold reached, the title below held, no obligatory criterion at 0 that was not put right. */
function titleBlocks(id: string, state: Running, facts: Ruled): readonly (Block | undefined)[] {
  const title = facts.ruleSet.titles.find((known) => known.id === id);
  const open = facts.ruleSet.titles.flatMap((known) => (known.off === true ? [] : [known.id]));
  if (title === undefined) return [refuse('title-unknown', { title: id, known: open })];
  return [title.off === true ? refuse('title-off', { title: id, known: open }) : undefined, voteShort(title, state, facts.ruleSet), questionnaireShort(title, state, facts.ruleSet), lowerTitleMissing(title, facts), obligatoryMissing(state, facts), ...standingRequirements(title, state, facts)];
}

/** Before a result is published there is none that could fall short. Where the vote is required, that it is missing is told as a predecessor already. */
function voteShort(title: Title, state: Running, ruleSet: Ruled['ruleSet']): Refusal<'result-not-published' | 'below-threshold'> | undefined {
  if (!hasStep(state.opened, 'vote') || publishedRound(state) !== undefined) return belowThreshold(title, state, ruleSet);
  return state.opened.steps.required.includes('vote') ? undefined : refuse('result-not-published');
}

/** The result that stands must reach the title's threshold (80 % for 合格: Meilan report), where the rules know a vote. */
function belowThreshold(title: Title, state: Running, ruleSet: Ruled['ruleSet']): Refusal<'below-threshold'> | undefined {
  const outcome = publishedRound(state)?.outcome ?? null;
  if (!hasStep(state.opened, 'vote') || outcome?.reached.includes(title.id) === true) return undefined;
  // Of a few ballots nobody is told how they fell; what is missing would tell as well.
  if (outcome?.warnings.includes('small-group') === true) return refuse('below-threshold', { title: title.id, n: null, m: null, of: null, threshold: fractionOf(title.endorsement), ballotsShort: null });
  const { n = 0, m = 0, of = null } = rateFor(title, state, ruleSet) ?? {};
  return refuse('below-threshold', { title: title.id, n, m, of, threshold: fractionOf(title.endorsement), ballotsShort: ballotsShort(n, m, title.endorsement) });
}

/** What was applied for rests on a result that still stands: a round may have been annulled or corrected since. */
export function resultLost(state: Running, { ruleSet }: Pick<Ruled, 'ruleSet'>): Refusal<'below-threshold'> | undefined {
  const title = ruleSet.titles.find(({ id }) => id === state.application?.title);
  return title === undefined ? undefined : belowThreshold(title, state, ruleSet);
}

/** The endorsement by the title's own subject, grades and denominator, of the result that stands. */
function rateFor(title: Title, state: Running, ruleSet: Ruled['ruleSet']): Rate | undefined {
  const round = publishedRound(state);
  return round === undefined ? undefined : thresholdsOf(countsInAll(round), { ...ruleSet, titles: [title] }, round.body)[0]?.rate;
}

/**
 * Questionnaires that the rules require must reach their own threshold; where there is no vote the title's as well, for
 * then there is nothing else that it could rest on.
 */
function questionnaireShort(title: Title, state: Running, { questionnaire, smallGroupBelow }: Ruled['ruleSet']): Refusal<'questionnaire-missing' | 'questionnaire-below'> | undefined {
  const alone = !hasStep(state.opened, 'vote');
  if (questionnaire === undefined || (!alone && !questionnaire.required)) return undefined;
  const { summary, groups } = state.questionnaires;
  // One that is required blocks as a predecessor already.
  if (summary === null) return questionnaire.required ? undefined : refuse('questionnaire-missing');
  const { n, m, of } = summary.rate;
  const threshold = [questionnaire.atLeast, ...(alone ? [title.endorsement] : [])].find((share) => !atLeast(n, m, share));
  if (threshold === undefined) return undefined;
  const few = withheldInGroups({ groups, summary }, smallGroupBelow).has('*');
  return refuse('questionnaire-below', { title: title.id, ...(few ? { n: null, m: null, of: null } : { n, m, of }), threshold: fractionOf(threshold) });
}

/** How many ballots more would have reached the share, in whole numbers: 39 of 50 is 1 short of 4/5. */
export function ballotsShort(n: number, m: number, share: string): number {
  const least = fractionOf(share);
  return Math.max(0, Math.ceil((m * least.n) / least.m) - n);
}

type Title = Ruled['ruleSet']['titles'][number];

/** The rung below must be held; `first`: the lowest one missing on the way down, with which the union would begin. */
function lowerTitleMissing(title: Title, { ruleSet, union }: Ruled): Block | undefined {
  const held = (id: string) => union !== undefined && honoursFor(union, id).length > 0;
  if (title.after === null || held(title.after)) return undefined;
  let first = title.after;
  // A rule set's ladder has no circle; it is as long as there are titles at most.
  for (let rungs = ruleSet.titles.length; rungs > 0; rungs--) {
    const below: string | null | undefined = ruleSet.titles.find(({ id }) => id === first)?.after;
    if (below === null || below === undefined || held(below)) break;
    first = below;
  }
  return refuse('lower-title-missing', { title: title.id, after: title.after, first });
}

/** `items`: those under way whose confirmation would clear a criterion; none where nobody has opened one. */
function obligatoryMissing({ selfInspection, items }: Running, { ruleSet }: Ruled): Block | undefined {
  const zeros = ruleSet.zeroBlocks === 'any' ? selfInspection.zeroCriteria : selfInspection.zeros;
  const about = (criterion: string) => Object.entries(items).filter(([, item]) => item.criterion === criterion);
  const criteria = notPutRight(zeros, { items });
  if (criteria.length === 0) return undefined;
  return refuse('obligatory-criterion-missing', { criteria, items: criteria.flatMap((criterion) => about(criterion).map(([item, { stands }]) => ({ item, criterion, stands }))) });
}
