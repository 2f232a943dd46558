import type { BoxShown, GroupShown, QuestionnaireShown, RecognitionShown, RoundShown, SubjectShown, ThresholdShown, TotalShown, Withheld } from '#evaluation';
import { numbersBehind, warningIn } from '../commands/warnings.js';
import { textFor, wordText } from '#platform';
import { fractionOf, percent, type RuleSet } from '#rules';
import type { RuledWording } from './as-of.js';

const wordIn = ({ language, ruleSet }: RuledWording, key: string): string => wordText(language, ruleSet as RuleSet, key);
const withheldIn = (withheld: Withheld | null, { language }: RuledWording): string | null => (withheld === null ? null : textFor(language, `withheld.${withheld}`));

/** A rate is told with its counts, its formula and its denominator, or not at all. */
type Told = { readonly n: number; readonly m: number; readonly of: string; readonly formula: string };
const rateIn = (rate: Told, wording: RuledWording) => {
  const formulaText = rate.formula.split('+').map((grade) => wordIn(wording, grade)).join(' + ');
  const share = percent(rate) ?? null;
  return {
    ...rate,
    percent: share,
    ofText: wordIn(wording, rate.of),
    formulaText,
    text: share === null ? null : textFor(wording, 'votes.rate', { formula: formulaText, of: wordIn(wording, rate.of), percent: share, n: rate.n, m: rate.m }),
  };
};

/** A round as it is told: boxes, total, and why something is not shown. */
export const describeRound = ({ boxes, total, withheld, ...round }: RoundShown, wording: RuledWording) => ({
  ...round,
  bodyText: wordIn(wording, round.body),
  standsText: textFor(wording, `round.${round.stands}`),
  annulment: describeAnnulment(round.annulment, wording),
  boxes: boxes.map((box) => describeBox(box, wording)),
  withheld,
  withheldText: withheldIn(withheld, wording),
  total: total === null ? null : describeTotal(total, wording),
});

const describeAnnulment = (annulment: RoundShown['annulment'], wording: RuledWording) => (annulment === null ? null : { ...annulment, causeText: wordIn(wording, annulment.cause) });

const describeBox = (box: BoxShown, wording: RuledWording) => ({
  ...box,
  standsText: textFor(wording, `box.${box.stands}`),
  annulment: describeAnnulment(box.annulment, wording),
  withheldText: withheldIn(box.withheld, wording),
});

const describeTotal = ({ subjects, titles, endorsement, quorum, participation, warnings, ...total }: TotalShown, wording: RuledWording) => ({
  ...total,
  subjects: subjects.map((subject) => describeSubject(subject, wording)),
  endorsement: rateIn(endorsement, wording),
  quorum: quorum === null ? null : { ...quorum, text: enough(quorum.met, wording) },
  participation: participation === null ? null : { ...participation, text: enough(participation.met, wording) },
  titles: titles.map((title) => describeThreshold(title, wording)),
  warnings: warnings.map((code) => warningIn(wording, code, numbersBehind(code, { outcome: { quorum, participation }, counts: total.counts }))),
});

const enough = (met: boolean | null, { language }: RuledWording): string => textFor(language, `enough.${met === null ? 'unknown' : met ? 'met' : 'short'}`);

const describeSubject = ({ subject, grades, points, mean, rates }: SubjectShown, wording: RuledWording) => ({
  subject,
  subjectText: wordIn(wording, subject),
  grades: grades.map(({ grade, n }) => ({ grade, gradeText: wordIn(wording, grade), n })),
  points,
  mean: mean === null ? null : mean / 100,
  rates: rates.map(({ rate, over }) => ({ rate, rateText: textFor(wording, `rate.${rate}`), over: over.map((one) => rateIn(one, wording)) })),
});

const describeThreshold = ({ rate, atLeast, missing, ...threshold }: ThresholdShown, wording: RuledWording) => {
  const { n, m } = fractionOf(atLeast);
  const told = { title: wordIn(wording, threshold.title), n: rate.n, m: rate.m, of: wordIn(wording, rate.of), least: `${n}/${m}`, missing };
  return {
    ...threshold,
    titleText: told.title,
    subjectText: wordIn(wording, threshold.subject),
    rate: rateIn(rate, wording),
    atLeast,
    missing,
    text: textFor(wording, threshold.reached ? 'votes.reached' : 'votes.missed', told),
  };
};

/** The questionnaires by group and in sum. */
export const describeQuestionnaire = ({ earlier, ...now }: QuestionnaireShown, wording: RuledWording) => ({ ...describeSampling(now, wording), earlier: earlier.map((round) => describeSampling(round, wording)) });

const describeSampling = ({ round, sample, groups, withheld, sum }: Omit<QuestionnaireShown, 'earlier'>, wording: RuledWording) => ({
  round,
  sample,
  groups: groups.map((group) => describeGroup(group, wording)),
  withheld,
  withheldText: withheldIn(withheld, wording),
  sum: sum === null ? null : { ...sum, rate: rateIn(sum.rate, wording) },
});

const describeGroup = ({ rate, ...group }: GroupShown, wording: RuledWording) => ({ ...group, withheldText: withheldIn(group.withheld, wording), rate: rate === null ? null : rateIn(rate, wording) });

/** Recognition by the superior's own survey. */
export const describeRecognition = ({ recognition, rates, ...survey }: RecognitionShown, wording: RuledWording) => ({
  ...survey,
  withheldText: withheldIn(survey.withheld, wording),
  rateText: textFor(wording, 'rate.recognition'),
  rate: recognition === null ? null : rateIn(recognition, wording),
  over: rates.map((rate) => rateIn(rate, wording)),
});
