import { isPlainDate, type DeepReadonly } from '#kernel';
import { shareFault, type Checked, type Contradiction } from './contradiction.js';
import { ballotFaults } from './contradictions-of-ballot.js';
import { dueFaults } from './contradictions-of-dates.js';
import { standardFaults } from './contradictions-of-standard.js';
import { titleFaults } from './contradictions-of-titles.js';
import { wordFaults } from './contradictions-of-words.js';
import { countNames } from './fields.js';
import { reminderRulesOf } from './reminder-rules.js';
import type { Quorum, StepName } from './rule-set.js';

/** All contradictions of a rule set, roughly in the order of the file; empty when it may be published. */
export const contradictions = (ruleSet: Checked): readonly Contradiction[] => [
  ...periodFaults(ruleSet),
  ...stepFaults(ruleSet),
  ...dependentSteps(ruleSet),
  ...quorumFaults(ruleSet),
  ...ballotFaults(ruleSet),
  ...titleFaults(ruleSet),
  ...dueFaults(ruleSet),
  ...standardFaults(ruleSet),
  ...statisticsFaults(ruleSet),
  ...escalationFaults(ruleSet),
  ...wordFaults(ruleSet),
  ...sizeFaults(ruleSet),
];

/** The largest rule set, in bytes of its canonical text: it travels in one request and is one event. */
export const maxRuleSetBytes = 480_000;

function sizeFaults(ruleSet: Checked): readonly Contradiction[] {
  const bytes = new TextEncoder().encode(JSON.stringify(ruleSet)).length;
  return bytes <= maxRuleSetBytes ? [] : [{ code: 'rule-set-too-large', path: '', details: { bytes, most: maxRuleSetBytes } }];
}

function statisticsFaults({ statistics }: Checked): readonly Contradiction[] {
  const bands = statistics?.sizeBands ?? [];
  const fallen = bands.findIndex((size, index) => index > 0 && size <= (bands[index - 1] ?? 0));
  return fallen === -1 ? [] : [{ code: 'size-bands-unordered', path: `/statistics/sizeBands/${fallen}`, details: { bands } }];
}

/** A level that is told before the one below it, defaults included. */
function escalationFaults({ reminders }: Checked): readonly Contradiction[] {
  if (reminders?.escalateAfter === undefined) return [];
  const { escalateAfter } = reminderRulesOf({ reminders });
  const order = ['superior', 'issuer', 'circular'] as const;
  return order.flatMap((level, index): Contradiction[] => {
    const below = order[index - 1];
    if (below === undefined || escalateAfter[level] >= escalateAfter[below]) return [];
    return [{ code: 'escalation-reversed', path: `/reminders/escalateAfter/${level}`, details: { level, days: escalateAfter[level], below, daysBelow: escalateAfter[below] } }];
  });
}

function periodFaults({ inForce }: Checked): readonly Contradiction[] {
  const impossible = Object.entries(inForce)
    .filter(([, date]) => !isPlainDate(date))
    .map(([name, date]): Contradiction => ({ code: 'date-impossible', path: `/inForce/${name}`, details: { date } }));
  if (impossible.length > 0) return impossible;
  return inForce.until !== undefined && inForce.until < inForce.from ? [{ code: 'period-reversed', path: '/inForce', details: { from: inForce.from, until: inForce.until } }] : [];
}

/** The step without which "held" can never come true. */
const stepOfHeld = { resultPublished: 'vote', voteTallied: 'vote', assemblyHeld: 'assembly', reportedUpward: 'report' } as const;

/** What asks for a step that the rules do not have: the union could never do it. */
function dependentSteps({ steps, planApproval, questionnaire }: Checked): readonly Contradiction[] {
  const there = (step: StepName) => steps.required.includes(step) || steps.recorded.includes(step);
  return [
    ...(planApproval === 'required' && !there('plan') ? [{ code: 'step-without-another', path: '/planApproval', details: { needs: ['plan'] } } as const] : []),
    ...(questionnaire !== undefined && !there('selfInspection') ? [{ code: 'step-without-another', path: '/questionnaire', details: { needs: ['selfInspection'] } } as const] : []),
    // The panel follows an application; where nobody applies, the report.
    ...(there('acceptance') && !there('application') && !there('report') ? [{ code: 'step-without-another', path: '/steps', details: { needs: ['application', 'report'] } } as const] : []),
  ];
}

function stepFaults({ steps, heldWhen }: Checked): readonly Contradiction[] {
  const both = steps.required
    .filter((step) => steps.recorded.includes(step))
    .map((step): Contradiction => ({ code: 'step-both-required-and-recorded', path: `/steps/recorded/${steps.recorded.indexOf(step)}`, details: { step } }));
  const needed = stepOfHeld[heldWhen];
  const held = steps.required.includes(needed) || steps.recorded.includes(needed);
  return held ? both : [...both, { code: 'held-without-its-step', path: '/heldWhen', details: { heldWhen, step: needed } }];
}

function quorumFaults({ bodies, quorum }: Checked): readonly Contradiction[] {
  const without = bodies.flatMap((body, index): Contradiction[] => (quorum[body] === undefined ? [{ code: 'body-without-quorum', path: `/bodies/${index}`, details: { body } }] : []));
  const rules = Object.entries(quorum) as [string, DeepReadonly<Quorum>][];
  return [
    ...without,
    ...absentCount(quorum),
    ...rules.flatMap(([body, rule]) => shareFault(rule.atLeast, `/quorum/${body}/atLeast`)),
    ...rules.flatMap(([body, rule]): Contradiction[] => {
      const count = quorumCount(body, rule);
      // Counts only shrink from entitled to valid: a count set against itself or a later one is always met.
      return countNames.indexOf(count) <= countNames.indexOf(rule.of) ? [{ code: 'quorum-always-met', path: `/quorum/${body}`, details: { count, of: rule.of } }] : [];
    }),
  ];
}

/** Nobody is present at a questionnaire: a quorum of those present, or over them, would never be met. */
const absentCount = ({ questionnaire: rule }: Checked['quorum']): readonly Contradiction[] =>
  (['count', 'of'] as const).flatMap((field): Contradiction[] =>
    rule?.[field] === 'present' ? [{ code: 'denominator-absent', path: `/quorum/questionnaire/${field}`, details: { of: 'present', body: 'questionnaire' } }] : [],
  );

/** The count a quorum looks at when it names none: who is present, or for a questionnaire what came back. */
export const quorumCount = (body: string, rule: DeepReadonly<Quorum>): NonNullable<Quorum['count']> => rule.count ?? (body === 'questionnaire' ? 'returned' : 'present');
