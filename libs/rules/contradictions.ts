import { isPlainDate, type DeepReadonly } from '#kernel';
import { shareFault, type Checked, type Contradiction } from './contradiction.js';
import { dueFaults } from './contradictions-of-dates.js';
import { standardFaults } from './contradictions-of-standard.js';
import { titleFaults } from './contradictions-of-titles.js';
import { countNames, type Quorum } from './rule-set.js';

/** All contradictions of a rule set, in the order of the file; empty when it may be published. */
export const contradictions = (ruleSet: Checked): readonly Contradiction[] => [
  ...periodFaults(ruleSet),
  ...stepFaults(ruleSet),
  ...quorumFaults(ruleSet),
  ...ballotFaults(ruleSet),
  ...titleFaults(ruleSet),
  ...dueFaults(ruleSet),
  ...standardFaults(ruleSet),
];

function periodFaults({ inForce }: Checked): readonly Contradiction[] {
  const impossible = Object.entries(inForce)
    .filter(([, date]) => !isPlainDate(date))
    .map(([name, date]): Contradiction => ({ code: 'date-impossible', path: `/inForce/${name}`, details: { date } }));
  if (impossible.length > 0) return impossible;
  return inForce.until !== undefined && inForce.until < inForce.from ? [{ code: 'period-reversed', path: '/inForce', details: { from: inForce.from, until: inForce.until } }] : [];
}

/** The step without which "held" can never come true. */
const stepOfHeld = { resultPublished: 'vote', voteTallied: 'vote', assemblyHeld: 'assembly', reportedUpward: 'report' } as const;

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
    ...rules.flatMap(([body, rule]) => shareFault(rule.atLeast, `/quorum/${body}/atLeast`)),
    ...rules.flatMap(([body, rule]): Contradiction[] => {
      const count = quorumCount(body, rule);
      // Counts only shrink from entitled to valid: a count set against itself or a later one is always met.
      return countNames.indexOf(count) <= countNames.indexOf(rule.of) ? [{ code: 'quorum-always-met', path: `/quorum/${body}`, details: { count, of: rule.of } }] : [];
    }),
  ];
}

/** The count a quorum looks at when it names none: who is present, or for a questionnaire what came back. */
export const quorumCount = (body: string, rule: DeepReadonly<Quorum>): NonNullable<Quorum['count']> => rule.count ?? (body === 'questionnaire' ? 'returned' : 'present');

function ballotFaults({ ballot, endorsement }: Checked): readonly Contradiction[] {
  const twice = (['subjects', 'grades'] as const).flatMap((list) =>
    ballot[list].flatMap((entry, index): Contradiction[] =>
      ballot[list].indexOf(entry) < index ? [{ code: 'ballot-entry-twice', path: `/ballot/${list}/${index}`, details: { entry } }] : [],
    ),
  );
  const strange = endorsement.upper.flatMap((grade, index): Contradiction[] =>
    ballot.grades.includes(grade) ? [] : [{ code: 'upper-not-a-grade', path: `/endorsement/upper/${index}`, details: { grade, grades: ballot.grades } }],
  );
  const { subject } = endorsement;
  const absent: Contradiction[] = ballot.subjects.includes(subject) ? [] : [{ code: 'subject-not-on-ballot', path: '/endorsement/subject', details: { subject, subjects: ballot.subjects } }];
  return [...twice, ...absent, ...strange];
}
