import * as fc from 'fast-check';
import { countNames } from '../fields.js';
import { bodies, type Body, type Participation, type Quorum, type QuestionnaireRule, type RuleSet } from '../rule-set.js';
import { knownWords } from '../known-words.js';

/** What random rule sets are made of: who votes, on what, and what is counted. */
export const ownWords = { viceChairs: { zh: '副主席', en: 'vice-chairs' }, good: { zh: '好', en: 'good' }, banner: { zh: '红旗', en: 'banner' }, taxOffice: { zh: '税务', en: 'tax office' }, ship: { zh: '船舶', en: 'ship' }, flooded: { zh: '受灾', en: 'flooded' } };

/** A share between two others, each a whole number of hundredths; not always written in hundredths. */
export const shareBetween = (least: number, most: number): fc.Arbitrary<string> => fc.integer({ min: least, max: most }).map((n) => (n % 20 === 0 ? `${n / 20}/5` : `${n}/100`));
export const share = shareBetween(0, 100);
/** The thing, or nothing at all: without even its key, as in a file. */
export const maybe = <K extends string, T>(key: K, some: fc.Arbitrary<T>): fc.Arbitrary<{ [P in K]?: T }> => fc.option(some, { nil: undefined }).map((value) => (value === undefined ? {} : ({ [key]: value } as { [P in K]?: T })));
export const someOf = <T>(list: readonly T[], least = 1, most = list.length): fc.Arbitrary<T[]> => fc.shuffledSubarray([...list], { minLength: Math.min(least, list.length), maxLength: Math.min(most, list.length) });

type Ballot = RuleSet['ballot'];
/** The best grades, never all, in any order. */
export const bestOf = (grades: readonly string[]): fc.Arbitrary<string[]> => fc.integer({ min: 1, max: grades.length - 1 }).chain((most) => someOf(grades.slice(0, most), most));

const subjects = someOf([...knownWords.subject, 'viceChairs']);
const grades = someOf([...knownWords.grade, 'good'], 2, 6);

/** From 0 to 100 without a gap, one band a grade, in any order. */
const bandsOf = (grades: readonly string[]) =>
  fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: grades.length - 1, maxLength: grades.length - 1 }).chain((cuts) => {
    const from = [0, ...cuts.toSorted((a, b) => a - b)];
    return fc.shuffledSubarray(grades.map((grade, index) => ({ grade, from: from[index] as number, to: (from[index + 1] ?? 101) - 1 })), { minLength: grades.length });
  });

export const aBallot: fc.Arbitrary<Ballot> = fc.tuple(subjects, grades, fc.constantFrom('grades' as const, 'propositions' as const, 'scores' as const, undefined)).chain(([subjects, grades, kind]) => {
  const asked = { subjects, grades, ...(kind === undefined ? {} : { kind }) };
  return kind === 'scores' ? bandsOf(grades).map((bands) => ({ ...asked, bands })) : fc.constant(asked);
});

/** Nobody is present at a questionnaire. */
const withoutSitting = countNames.filter((count) => count !== 'present');
const over = fc.record({ assembly: fc.constantFrom(...countNames), questionnaire: fc.constantFrom(...withoutSitting) });

export const formulaOf = ({ subjects, grades }: Ballot): fc.Arbitrary<RuleSet['endorsement']> => fc.record({ subject: fc.constantFrom(...subjects), upper: bestOf(grades), over });

/** A count against an earlier one: what is counted can fall short of it. */
function quorumOf(body: Body): fc.Arbitrary<Quorum> {
  const counts = body === 'questionnaire' ? withoutSitting : countNames;
  const pair = fc.integer({ min: 1, max: counts.length - 1 }).chain((at) => fc.tuple(fc.constantFrom(...counts.slice(0, at)), fc.constant(counts[at] as (typeof countNames)[number])));
  return fc.tuple(pair, share, fc.constantFrom('stop' as const, 'warn' as const), fc.boolean()).map(([[of, count], atLeast, stopsOr, told]) => {
    const untold = count === (body === 'questionnaire' ? 'returned' : 'present') && !told;
    return { atLeast, ...(untold ? {} : { count }), of, else: stopsOr };
  });
}

export const someBodies: fc.Arbitrary<Pick<RuleSet, 'bodies' | 'quorum'>> = someOf(bodies).chain((chosen) =>
  fc.tuple(...chosen.map((body) => quorumOf(body).map((rule) => [body, rule] as const))).map((rules) => ({ bodies: chosen, quorum: Object.fromEntries(rules) })),
);

export const aParticipation: fc.Arbitrary<Participation> = fc.integer({ min: 1, max: 100 }).chain((least) =>
  fc
    .tuple(fc.record({ atLeast: fc.constant(`${least}/100`), of: fc.constantFrom('entitled' as const, 'members' as const, 'staff' as const), else: fc.constantFrom('stop' as const, 'warn' as const) }), maybe('count', fc.constantFrom(...countNames)), maybe('frontLine', share), maybe('withConsentAtLeast', shareBetween(0, least - 1)))
    .map((parts) => Object.assign({}, ...parts) as Participation),
);

const sample = fc
  .tuple(maybe('atLeast', share), maybe('of', fc.constantFrom('members' as const, 'staff' as const)), maybe('minimum', fc.integer({ min: 1, max: 100 })), maybe('perGroup', fc.integer({ min: 1, max: 20 })))
  .map((parts) => Object.assign({}, ...parts) as QuestionnaireRule['sample'])
  .filter((said) => Object.keys(said).length > 0);

/** Beside the ballot, with its grades or with answers of its own. */
export const aQuestionnaire = (ballot: Ballot): fc.Arbitrary<QuestionnaireRule> =>
  fc.boolean().chain((own) => {
    const asked = own ? fc.record({ grades, subject: fc.constantFrom('home', 'viceChairs') }) : fc.constant({ grades: ballot.grades, subject: ballot.subjects[0] as string });
    return asked.chain(({ grades, subject }) =>
      fc
        .record({ required: fc.boolean(), sample, upper: bestOf(grades), over: fc.constantFrom(...withoutSitting), atLeast: share })
        .map((rule) => ({ ...rule, ...(own ? { grades, subject } : {}) })),
    );
  });
