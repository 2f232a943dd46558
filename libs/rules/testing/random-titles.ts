import * as fc from 'fast-check';
import type { RuleSet } from '../rule-set.js';
import { knownWords } from '../known-words.js';
import { levels, type Requires, type Title } from '../title.js';
import { formulaOf, maybe, share, someOf } from './random-ballots.js';

/** What titles stand on: steps that are there, the ballot, the items of the standard. */
export type Ground = Pick<RuleSet, 'steps' | 'ballot' | 'standard' | 'questionnaire'>;
export const hasStep = ({ steps }: Pick<RuleSet, 'steps'>, step: RuleSet['steps']['required'][number]): boolean => steps.required.includes(step) || steps.recorded.includes(step);

/** `lower`: titles below it on the ladder; years of holding are asked of these, for no title stands on itself. */
function someRequirements(ground: Ground, lower: readonly string[]): fc.Arbitrary<Requires> {
  const inspected = hasStep(ground, 'selfInspection');
  const only = <T extends object>(there: boolean, some: fc.Arbitrary<T>): fc.Arbitrary<Partial<T>> => (there ? some : fc.constant({} as Partial<T>));
  const satisfaction = fc.array(fc.tuple(formulaOf(ground.ballot), share).map(([formula, atLeast]) => ({ ...formula, atLeast })), { minLength: 1, maxLength: 2 });
  const itemAtLeast = fc.array(fc.record({ item: fc.constantFrom(...ground.standard.items.map(({ id }) => id)), share }), { minLength: 1, maxLength: 2 });
  return fc
    .tuple(
      maybe('membershipRate', share.map((atLeast) => ({ atLeast }))),
      only(hasStep(ground, 'vote'), maybe('satisfaction', satisfaction)),
      only(lower.length > 0, maybe('heldFor', fc.record({ title: fc.constantFrom(...(lower.length > 0 ? lower : ['none'])), years: fc.integer({ min: 1, max: 3 }) }))),
      maybe('applicationVote', fc.record({ atLeast: share, of: fc.constantFrom('present' as const, 'entitled' as const) })),
      maybe('partyOpinion', fc.constant(true as const)),
      maybe('departmentOpinions', fc.record({ from: someOf([...knownWords.department, 'taxOffice']) })),
      maybe('noticeInUnit', fc.record({ days: fc.integer({ min: 1, max: 60 }) })),
      only(inspected, maybe('noZero', fc.constant(true as const))),
      only(inspected, maybe('itemAtLeast', itemAtLeast)),
      only(inspected, maybe('selfScore', fc.record({ atLeast: fc.integer({ min: 0, max: 100 }) }))),
    )
    .map((parts) => Object.assign({}, ...parts) as Requires);
}

const someLevels: fc.Arbitrary<Pick<Title, 'level' | 'acceptedBy' | 'recommendedBy'>> = fc
  .tuple(maybe('level', fc.constantFrom(...levels)), fc.subarray([...levels], { minLength: 2 }), fc.boolean(), maybe('atMost', fc.integer({ min: 1, max: 9 })), maybe('oneIn', fc.integer({ min: 1, max: 9 })))
  .map(([level, upward, said, atMost, oneIn]) => {
    const quota = { ...atMost, ...oneIn };
    const recommendedBy = upward.slice(0, -1).map((level) => ({ level, ...(Object.keys(quota).length === 0 ? {} : { quota }) }));
    return { ...level, ...(said ? { acceptedBy: upward.at(-1) as Title['acceptedBy'] & string, recommendedBy } : {}) };
  });

/** A ladder, each rung at least as hard as the one below: none where nobody could ever apply, but for titles that are off. */
export function someTitles(ground: Ground): fc.Arbitrary<Title[]> {
  const possible = hasStep(ground, 'application') && (hasStep(ground, 'vote') || ground.questionnaire !== undefined);
  return someOf([...knownWords.title, 'banner'], 0).chain((ids) =>
    fc
      .tuple(
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: ids.length, maxLength: ids.length }),
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: ids.length, maxLength: ids.length }),
        fc.tuple(...ids.map((_, rung) => fc.tuple(fc.boolean(), maybe('requires', someRequirements(ground, ids.slice(0, rung))), someLevels, fc.option(formulaOf(ground.ballot), { nil: {} }), fc.integer({ min: 0, max: 3 })))),
      )
      .map(([shares, scores, others]) => {
        const [rising, harder] = [shares.toSorted((a, b) => a - b), scores.toSorted((a, b) => a - b)];
        return ids.map((id, index): Title => {
          const [first, { requires }, atLevels, formula, dice] = others[index] as (typeof others)[number];
          return {
            id,
            after: index === 0 || first ? null : (ids[index - 1] as string),
            endorsement: `${rising[index]}/100`,
            score: hasStep(ground, 'acceptance') ? (harder[index] as number) : 0,
            ...formula,
            ...(requires === undefined || Object.keys(requires).length === 0 ? {} : { requires }),
            ...atLevels,
            ...(!possible || dice === 0 ? { off: true as const } : {}),
          };
        });
      }),
  );
}
