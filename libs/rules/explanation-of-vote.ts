import { quorumCount } from './contradictions.js';
import { formulasOf } from './rates.js';
import { detail, heading, line, where, type Explained, type Sentence } from './sentence.js';

/** Who deliberates, and how many must be there. */
export const aboutBodies = ({ bodies, quorum, participation }: Explained): readonly Sentence[] => [
  heading('bodiesHeading'),
  ...bodies.flatMap((body) => where(quorum[body], (rule) => line(`quorum-${rule.else}`, { body: { word: body }, count: { word: quorumCount(body, rule) }, of: { word: rule.of }, share: { share: rule.atLeast } }))),
  ...where(participation, (rule) => line(`participation-${rule.else}`, { count: { word: rule.count ?? 'returned' }, of: { word: rule.of }, share: { share: rule.atLeast } })),
  ...where(participation?.frontLine, (share) => detail('frontLineAtLeast', { share: { share } })),
  ...where(participation?.withConsentAtLeast, (share) => detail('withConsentAtLeast', { share: { share } })),
];

/** What is voted on, how ballots are counted, and what endorsement is made from. */
export function aboutBallot(ruleSet: Explained): readonly Sentence[] {
  const { steps, ballot, countEntry, brokenSeal, endorsement } = ruleSet;
  const { kind = 'grades', bands = [], subjects, grades } = ballot;
  const votes = steps.required.includes('vote') || steps.recorded.includes('vote');
  const { subject, upper, over } = endorsement;
  return [
    heading('ballotHeading'),
    ...(votes ? [] : [line('noVote')]),
    line(`ballotKind-${kind}`, { subjects: { words: subjects }, grades: { words: grades } }),
    ...bands.map(({ grade, from, to }) => detail('bandIs', { grade: { word: grade }, from, to })),
    ...(votes ? [line(`countEntry-${countEntry}`), line(`brokenSeal-${brokenSeal}`)] : []),
    line('endorsementIs', { subject: { word: subject }, upper: { words: upper, added: true }, assembly: { word: over.assembly }, questionnaire: { word: over.questionnaire } }),
    ...where(formulasOf(ruleSet), ({ satisfaction, combined }) => line('ratesAre', { satisfaction: { words: satisfaction, added: true }, combined: { words: combined, added: true } })),
    line('fourRates'),
  ];
}

/** The questionnaire beside the vote or instead of it. */
export function aboutQuestionnaire({ questionnaire, ballot, endorsement }: Explained): readonly Sentence[] {
  if (questionnaire === undefined) return [];
  const { required, sample, subject = endorsement.subject, grades = ballot.grades, upper, over, atLeast } = questionnaire;
  return [
    heading('questionnaireHeading'),
    line(required ? 'questionnaireRequired' : 'questionnaireRecorded', { subject: { word: subject }, grades: { words: grades } }),
    ...where(sample.atLeast, (share) => detail('sampleShare', { share: { share }, of: { word: sample.of ?? 'members' } })),
    ...where(sample.minimum, (minimum) => detail('sampleMinimum', { minimum })),
    ...where(sample.perGroup, (perGroup) => detail('samplePerGroup', { perGroup })),
    detail('questionnairePasses', { upper: { words: upper, added: true }, over: { word: over }, share: { share: atLeast } }),
  ];
}
