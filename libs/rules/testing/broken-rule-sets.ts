import type { ContradictionCode } from '../contradiction.js';
import type { Band } from '../ballot-kind.js';
import { maxRuleSetBytes } from '../contradictions.js';
import type { Body, Quorum, RuleSet } from '../rule-set.js';
import type { Criterion } from '../standard.js';
import type { Requires, Title } from '../title.js';

/** One fault put into a rule set that had none; nothing where this rule set has no place for it. */
export type Break = (ruleSet: RuleSet) => RuleSet | undefined;

const ballot = (ruleSet: RuleSet, changed: Partial<RuleSet['ballot']>): RuleSet => ({ ...ruleSet, ballot: { ...ruleSet.ballot, ...changed } });
const due = (ruleSet: RuleSet, changed: Partial<RuleSet['due']>): RuleSet => ({ ...ruleSet, due: { ...ruleSet.due, ...changed } });
const firstTitle = (ruleSet: RuleSet, change: (title: Title) => Partial<Title>): RuleSet | undefined => {
  const [title, ...others] = ruleSet.titles;
  return title === undefined ? undefined : { ...ruleSet, titles: [{ ...title, ...change(title) }, ...others] };
};
const asking = (ruleSet: RuleSet, asks: Requires): RuleSet | undefined => firstTitle(ruleSet, ({ requires }) => ({ requires: { ...requires, ...asks } }));
/** The last title stands one rung above the first: it was no rung below any. */
const ladder = (ruleSet: RuleSet, [low, high]: readonly [Partial<Title>, Partial<Title>]): RuleSet | undefined => {
  const [one, other] = ruleSet.titles;
  return one === undefined || other === undefined ? undefined : { ...ruleSet, titles: [{ ...one, after: null, ...low }, { ...other, after: one.id, ...high }] };
};
const firstCriterion = (ruleSet: RuleSet, change: (criterion: Criterion) => Partial<Criterion>): RuleSet => {
  const [item, ...items] = ruleSet.standard.items as [RuleSet['standard']['items'][number]];
  const [criterion, ...criteria] = item.criteria as [Criterion];
  return { ...ruleSet, standard: { ...ruleSet.standard, items: [{ ...item, criteria: [{ ...criterion, ...change(criterion) }, ...criteria] }, ...items] } };
};
const ofBody = (ruleSet: RuleSet, changed: Partial<Quorum>): RuleSet => {
  const body = ruleSet.bodies[0] as Body;
  return { ...ruleSet, quorum: { ...ruleSet.quorum, [body]: { ...(ruleSet.quorum[body] as Quorum), ...changed } } };
};
const bandsOf = (ruleSet: RuleSet, change: (bands: readonly Band[]) => Band[]): RuleSet | undefined => (ruleSet.ballot.bands === undefined ? undefined : ballot(ruleSet, { bands: change(ruleSet.ballot.bands) }));
const short = (ruleSet: RuleSet, id: string, membersBelow: number) => ({ id, for: [{ membersBelow }], standard: ruleSet.standard });
const plainDeduct = { points: 1, each: 5, unit: 'percent', from: 90, direction: 'below', steps: 'full' } as const;

/** For each contradiction a way to bring it about in a rule set that had none. */
export const breaks: { readonly [C in ContradictionCode]: Break } = {
  'ballot-entry-twice': (ruleSet) => ballot(ruleSet, { subjects: [...ruleSet.ballot.subjects, ruleSet.ballot.subjects[0] as string] }),
  'upper-not-a-grade': (ruleSet) => ({ ...ruleSet, endorsement: { ...ruleSet.endorsement, upper: ['delighted'] } }),
  'upper-not-the-best': (ruleSet) => ({ ...ruleSet, endorsement: { ...ruleSet.endorsement, upper: [...ruleSet.ballot.grades] } }),
  'subject-not-on-ballot': (ruleSet) => ({ ...ruleSet, endorsement: { ...ruleSet.endorsement, subject: 'weather' } }),
  'body-without-quorum': (ruleSet) => ({ ...ruleSet, quorum: {} }),
  'quorum-always-met': (ruleSet) => ofBody(ruleSet, { count: 'issued', of: 'issued' }),
  'share-above-one': (ruleSet) => ofBody(ruleSet, { atLeast: '101/100' }),
  'step-both-required-and-recorded': ({ steps: { required, recorded }, ...ruleSet }) => {
    const step = required[0];
    return step === undefined ? undefined : { ...ruleSet, steps: { required, recorded: [...recorded, step] } };
  },
  'held-without-its-step': (ruleSet) => ({ ...ruleSet, titles: [], steps: { required: ['plan'], recorded: [] }, due: { ...ruleSet.due, plan: 'Y-03-31' } }),
  'step-without-another': ({ steps: { required, recorded }, ...ruleSet }) => ({ ...ruleSet, planApproval: 'required', steps: { required: required.filter((step) => step !== 'plan'), recorded: recorded.filter((step) => step !== 'plan') } }),
  'date-impossible': (ruleSet) => due(ruleSet, { close: 'Y-02-29' }),
  'period-reversed': (ruleSet) => ({ ...ruleSet, facts: { from: 'Y-06-02', cutOff: 'Y-06-01' } }),
  'milestone-unknown': (ruleSet) => due(ruleSet, { close: 'item + 1d' }),
  'due-cycle': (ruleSet) => due(ruleSet, { publish: 'report + 1d', report: 'publish + 1d' }),
  'title-twice': (ruleSet) => (ruleSet.titles.length === 0 ? undefined : { ...ruleSet, titles: [...ruleSet.titles, ruleSet.titles[0] as Title] }),
  'title-unknown': (ruleSet) => firstTitle(ruleSet, () => ({ after: 'nobody' })),
  'title-cycle': (ruleSet) => ladder(ruleSet, [{ after: ruleSet.titles[1]?.id ?? null }, {}]),
  'item-twice': (ruleSet) => ({ ...ruleSet, standard: { ...ruleSet.standard, items: [...ruleSet.standard.items, ruleSet.standard.items[0] as never] } }),
  'criterion-twice': (ruleSet) => {
    const [first] = ruleSet.standard.items;
    return { ...ruleSet, standard: { ...ruleSet.standard, items: [...ruleSet.standard.items, { ...(first as never as object), id: '99' } as never] } };
  },
  'points-not-total': (ruleSet) => ({ ...ruleSet, standard: { ...ruleSet.standard, total: (ruleSet.standard.total ?? 100) + 1 } }),
  'word-missing': (ruleSet) => ({ ...ruleSet, exemptions: { reasons: ['holiday'] } }),
  'bands-missing': (ruleSet) => (ruleSet.ballot.bands === undefined ? ballot(ruleSet, { kind: 'scores' }) : undefined),
  'bands-not-asked': (ruleSet) => (ruleSet.ballot.bands === undefined ? undefined : ballot(ruleSet, { kind: 'grades' })),
  'band-grade-unknown': (ruleSet) => bandsOf(ruleSet, ([first, ...bands]) => [{ ...(first as Band), grade: 'delighted' }, ...bands]),
  'bands-not-contiguous': (ruleSet) => bandsOf(ruleSet, (bands) => bands.map((band) => (band.to === 100 ? { ...band, to: 101 } : band))),
  'denominator-absent': (ruleSet) => ({ ...ruleSet, endorsement: { ...ruleSet.endorsement, over: { ...ruleSet.endorsement.over, questionnaire: 'present' } } }),
  'consent-not-lower': (ruleSet) => ({ ...ruleSet, participation: { atLeast: '30/100', withConsentAtLeast: '3/10', of: 'members', else: 'warn' } }),
  'thresholds-reversed': (ruleSet) => ladder(ruleSet, [{ score: 60 }, { score: 59 }]),
  'levels-reversed': (ruleSet) => firstTitle(ruleSet, () => ({ acceptedBy: 'town', recommendedBy: [{ level: 'city' }] })),
  'quota-zero': (ruleSet) => firstTitle(ruleSet, () => ({ recommendedBy: [{ level: 'unit', quota: { atMost: 0 } }] })),
  'step-missing': ({ steps: { required, recorded }, ...ruleSet }) => {
    const left = (steps: typeof required) => steps.filter((step) => step !== 'application');
    return ruleSet.titles.some(({ off }) => off !== true) ? { ...ruleSet, steps: { required: left(required), recorded: left(recorded) } } : undefined;
  },
  'due-missing': ({ due: { assembly: _assembly, ...due }, ...ruleSet }) => ({ ...ruleSet, due, steps: { ...ruleSet.steps, required: [...ruleSet.steps.required.filter((step) => step !== 'assembly'), 'assembly'] } }),
  'due-without-step': ({ steps: { required, recorded }, ...ruleSet }) => {
    const without = (steps: typeof required) => steps.filter((step) => step !== 'progress');
    return due({ ...ruleSet, steps: { required: without(required), recorded: without(recorded) } }, { progress: 'Y-07-31' });
  },
  'due-out-of-order': (ruleSet) => due(ruleSet, { assembly: 'Y-01-02', vote: 'Y-01-01' }),
  'due-after-cut-off': (ruleSet) => due({ ...ruleSet, facts: { ...ruleSet.facts, cutOff: 'Y-12-31' } }, { report: 'Y+1-01-01' }),
  'item-unknown': (ruleSet) => asking(ruleSet, { itemAtLeast: [{ item: '77', share: '1/2' }] }),
  'deduct-not-scored': (ruleSet) => firstCriterion(ruleSet, () => ({ scoring: 'points', deduct: plainDeduct })),
  'deduct-over-points': (ruleSet) => firstCriterion(ruleSet, ({ points }) => ({ scoring: 'deductPerStep', deduct: { ...plainDeduct, points: points + 1 } })),
  'uncapped-not-bonus': (ruleSet) => firstCriterion(ruleSet, () => ({ scoring: 'points', uncapped: true })),
  'alternative-twice': (ruleSet) => ({ ...ruleSet, standards: [short(ruleSet, 'tiny', 10), short(ruleSet, 'tiny', 20)] }),
  'alternative-shadowed': (ruleSet) => ({ ...ruleSet, standards: [short(ruleSet, 'small', 20), short(ruleSet, 'tiny', 20)] }),
  'escalation-reversed': (ruleSet) => ({ ...ruleSet, reminders: { escalateAfter: { superior: 9, issuer: 8 } } }),
  'size-bands-unordered': (ruleSet) => ({ ...ruleSet, statistics: { groupBy: ['size'], sizeBands: [25, 25] } }),
  'rule-set-too-large': (ruleSet) => ({ ...ruleSet, goal: { zh: 'x'.repeat(maxRuleSetBytes), en: 'x' } }),
};
