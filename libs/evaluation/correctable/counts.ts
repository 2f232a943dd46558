import { refuse, type DeepReadonly, type PartialDate } from '#kernel';
import { overSitting } from '../voting/at-sitting.js';
import { sumOf, type Counts } from '../voting/ballot.js';
import { duesAfter } from '../due.js';
import { dateWithinPeriodRefused, isLate, milestoneRefused } from '../gates.js';
import { outcomeOf } from '../voting/outcome.js';
import { votersOf, type Round } from '../voting/round-slice.js';
import { countsRefused, nobodyEntitled } from '../voting/sheet.js';
import { changeRound, type Running, type State } from '../state.js';
import { quorumOfSitting } from '../steps/assembly.js';
import { groupRefused } from '../steps/questionnaire.js';
import { countsInAll } from '../state.js';
import { nobodyVoted } from '../steps/round.js';
import { tooFew, warnedWhenWhole } from '../steps/vote.js';
import { isCounted, type Correctable, type Counted, type Judged, type Judging } from './fact.js';

/** Who was entitled and present at the sitting that was held. */
export const sitting: Correctable<'sitting'> = {
  standing: ({ assembly: { held } }) => (held === null ? undefined : { entitled: held.entitled, present: held.present }),
  judge: ({ state, facts, right }) => {
    const { entitled = 0, present = 0 } = right as Counted;
    const none = nobodyEntitled({ entitled });
    if (none !== undefined) return none;
    if (present > entitled) return refuse('present-over-entitled', { present, entitled });
    const { held } = state.assembly;
    const over = overSitting({ ...state, assembly: { ...state.assembly, held: held === null ? null : { ...held, entitled, present } } });
    if (over !== undefined) return over;
    const body = held?.body ?? 'assembly';
    const quorum = quorumOfSitting(facts.ruleSet, { body, present, entitled });
    return quorum !== null && !quorum.met && quorum.else === 'stop' ? refuse('quorum-not-met', { ...quorum }) : { quorum };
  },
  apply: (state, _what, { right }) => {
    const { held } = state.assembly;
    return held === null ? state : { ...state, assembly: { ...state.assembly, held: { ...held, ...(right as Counted) } } };
  },
};

const boxOf = ({ rounds }: State, { round, box }: { readonly round: number; readonly box: string }) => {
  const found = rounds.find((known) => known.round === round);
  const tallied = found !== undefined && !found.annulled && Object.hasOwn(found.tallied, box) ? found.tallied[box] : undefined;
  return found === undefined || tallied === undefined || tallied.annulled ? undefined : { round: found, tallied };
};

/** A box that stands: its day, or its counts, from which the round is judged anew. */
export const box: Correctable<'box'> = {
  standing: (state, what, asked) => {
    const tallied = boxOf(state, what)?.tallied;
    return tallied === undefined ? undefined : isCounted(asked) ? flat(tallied.counts, asked) : tallied.on;
  },
  judge: (judging) => (isCounted(judging.right) ? countsJudged(judging, judging.right) : dayJudged(judging, judging.right as PartialDate)),
  apply: (state, what, { right, late = false, outcome }) => {
    if (!isCounted(right)) return changeRound(state, what.round, (known) => withBox(known, what.box, { on: right as PartialDate, late }));
    return changeRound(state, what.round, (known) => {
      const changed = withBox(known, what.box, { counts: deep(known.tallied[what.box]?.counts, right) });
      if (outcome === undefined) return changed;
      // By the rules of that moment.
      const { judgedBy: _before, ...judged } = changed;
      return { ...judged, outcome };
    });
  },
};

const withBox = (round: Round, box: string, by: Partial<Round['tallied'][string]>): Round => {
  const known = round.tallied[box];
  return known === undefined ? round : { ...round, tallied: { ...round.tallied, [box]: { ...known, ...by } } };
};

function dayJudged({ command, state, facts, what }: Judging<'box'>, date: PartialDate): Judged {
  const others = changeRound(state, what.round, (round) => ({ ...round, tallied: Object.fromEntries(Object.entries(round.tallied).filter(([name]) => name !== what.box)) }));
  const no = milestoneRefused(command, { ...(others as Running), dates: { ...others.dates, ...(state.dates.publish === undefined ? {} : { publish: state.dates.publish }) } }, { milestone: 'vote', field: 'right', date, again: state.rounds.length > 1 });
  const over = overSitting(changeRound(state, what.round, (round) => withBox(round, what.box, { on: date })));
  return no ?? over ?? { late: isLate(state, 'vote', date), ...duesAfter(facts, 'vote', date) };
}

function countsJudged({ state, facts, what }: Judging<'box'>, right: Counted): Judged {
  const found = boxOf(state, what);
  if (found === undefined) return refuse('fact-not-recorded', { fact: 'box', ...what });
  const counts = deep(found.tallied.counts, right);
  const no = countsRefused(counts, found.round.body, facts.ruleSet);
  if (no !== undefined) return no;
  const over = overSitting(changeRound(state, what.round, (round) => withBox(round, what.box, { counts })));
  if (over !== undefined) return over;
  const all = countsInAll(withBox(found.round, what.box, { counts }));
  if (all.issued > all.entitled) return refuse('counts-inconsistent', { left: 'issuedInAll', leftCount: all.issued, must: 'notExceed', right: 'entitledInAll', rightCount: all.entitled });
  const none = found.round.publishedOn === null ? undefined : nobodyVoted(what.round, all);
  if (none !== undefined) return none;
  const outcome = outcomeOf(all, facts.ruleSet, votersOf(found.round, state.opened.members));
  if (found.round.outcome?.warnings.includes('sheet-missing') === true) outcome.warnings.push('sheet-missing');
  // With boxes outstanding nobody can say yet whether enough came.
  const whole = Object.keys(found.round.tallied).length >= found.round.boxes;
  return (whole ? tooFew(outcome) : undefined) ?? { outcome: warnedWhenWhole(outcome, whole) };
}

/** Counts by one name each, `home.satisfied` for a grade. A grade nobody gave stands as 0. */
function flat({ subjects, points, ...counts }: DeepReadonly<Counts>, asked: Counted): Counted {
  const grades = Object.entries(subjects).flatMap(([subject, given]) => Object.entries(given).map(([grade, n]) => [`${subject}.${grade}`, n] as const));
  const unnamed = Object.keys(asked).flatMap((name) => (Object.hasOwn(subjects, name.split('.')[0] ?? '') ? [[name, 0] as const] : []));
  const sums = Object.entries(points ?? {}).map(([subject, sum]) => [`points.${subject}`, sum] as const);
  return Object.fromEntries([...unnamed, ...Object.entries(counts), ...grades, ...sums]) as Counted;
}

/** The counts with some of them changed by name. */
function deep(counts: DeepReadonly<Counts> | undefined, right: Counted): Counts {
  const whole = structuredCopy(counts ?? sumOf([]));
  for (const [name, n] of Object.entries(right)) {
    const [first = '', second] = name.split('.');
    if (second === undefined) (whole as unknown as Record<string, number>)[first] = n;
    else if (first === 'points') whole.points = { ...whole.points, [second]: n };
    else whole.subjects[first] = { ...whole.subjects[first], [second]: n };
  }
  return whole;
}

const structuredCopy = ({ subjects, points, ...counts }: DeepReadonly<Counts>): Counts => ({
  ...counts,
  subjects: Object.fromEntries(Object.entries(subjects).map(([subject, grades]) => [subject, { ...grades }])),
  ...(points === undefined ? {} : { points: { ...points } }),
});

/** A group's questionnaires, until they are summed up: the sum is of what stood then. */
export const group: Correctable<'group'> = {
  standing: ({ questionnaires: { groups } }, { group }, asked) => {
    const known = Object.hasOwn(groups, group) ? groups[group] : undefined;
    if (known === undefined) return undefined;
    const { answers, askedOn, ...counts } = known;
    return isCounted(asked) ? { ...Object.fromEntries(Object.keys(asked).flatMap((name) => (name.startsWith('answers.') ? [[name, 0]] : []))), ...counts, ...Object.fromEntries(Object.entries(answers).map(([answer, n]) => [`answers.${answer}`, n])) } : askedOn;
  },
  judge: ({ command, state, facts, what, right }) => {
    if (state.questionnaires.summary !== null) return refuse('questionnaire-summarised');
    if (!isCounted(right)) return dateWithinPeriodRefused(command, state, { field: 'right', date: right as PartialDate }) ?? {};
    const known = state.questionnaires.groups[what.group];
    return (known === undefined ? undefined : groupRefused(what.group, withAnswers(known, right), { state, facts })) ?? {};
  },
  apply: (state, what, { right }) => {
    const known = state.questionnaires.groups[what.group];
    if (known === undefined) return state;
    const corrected = isCounted(right) ? withAnswers(known, right) : { ...known, askedOn: right as PartialDate };
    return { ...state, questionnaires: { ...state.questionnaires, groups: { ...state.questionnaires.groups, [what.group]: corrected } } };
  },
};

type Group = State['questionnaires']['groups'][string];

function withAnswers(known: Group, right: Counted): Group {
  const answers = Object.fromEntries(Object.entries(right).flatMap(([name, n]) => (name.startsWith('answers.') ? [[name.slice('answers.'.length), n]] : [])));
  const { issued = known.issued, returned = known.returned, valid = known.valid } = right;
  return { ...known, issued, returned, valid, answers: { ...known.answers, ...answers } };
}
