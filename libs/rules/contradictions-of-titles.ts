import { formulaFaults } from './contradictions-of-ballot.js';
import { shareFault, type Checked, type Contradiction } from './contradiction.js';
import { compareShares } from './fields.js';
import type { StepName } from './rule-set.js';
import { endorsementRuleOf, levels, type Level } from './title.js';

type CheckedTitle = Checked['titles'][number];

/** The ladder of titles: each title once, each rung on one that exists and is not harder, no ring; and what each asks can be had. */
export function titleFaults(ruleSet: Checked): readonly Contradiction[] {
  const ids = ruleSet.titles.map(({ id }) => id);
  return ruleSet.titles.flatMap((title, index): Contradiction[] => {
    const { id, after, endorsement } = title;
    const path = `/titles/${index}`;
    return [
      ...(ids.indexOf(id) < index ? [{ code: 'title-twice', path: `${path}/id`, details: { title: id } } as const] : []),
      ...shareFault(endorsement, `${path}/endorsement`),
      ...(after !== null && !ids.includes(after) ? [{ code: 'title-unknown', path: `${path}/after`, details: { title: after, titles: ids } } as const] : []),
      ...ringFaults(title, path, ruleSet.titles),
      ...reversed(title, path, ruleSet),
      ...formulaFaults(title, path, ruleSet),
      ...requirementFaults(title, path, ruleSet),
      ...levelFaults(title, path),
      ...missingSteps(title, path, ruleSet),
    ];
  });
}

/** A title that itself must be held before it, through the ladder or by years of holding: nobody could ever have it first. */
const ringFaults = ({ id, after, requires }: CheckedTitle, path: string, titles: Checked['titles']): readonly Contradiction[] =>
  ([['/after', after ?? undefined], ['/requires/heldFor/title', requires?.heldFor?.title]] as const).flatMap(([at, before]): Contradiction[] =>
    before !== undefined && leadsTo(before, id, titles) ? [{ code: 'title-cycle', path: `${path}${at}`, details: { title: id } }] : [],
  );

/** True when a title is another, or the titles to be held before it lead to the other. */
function leadsTo(from: string, to: string, titles: Checked['titles']): boolean {
  const open = [from];
  const seen = new Set<string>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    const title = titles.find(({ id }) => id === at);
    open.push(...[title?.after, title?.requires?.heldFor?.title].filter((one) => typeof one === 'string'));
  }
  return false;
}

/** A higher title that is easier than the one below. Shares are compared only where both count the same ballots over the same. */
function reversed(title: CheckedTitle, path: string, ruleSet: Checked): readonly Contradiction[] {
  const below = ruleSet.titles.find(({ id }) => id === title.after);
  if (below === undefined || below.id === title.id) return [];
  const comparable = JSON.stringify(endorsementRuleOf(ruleSet, title)) === JSON.stringify(endorsementRuleOf(ruleSet, below));
  const told = { title: title.id, below: below.id };
  return [
    ...(comparable && compareShares(title.endorsement, below.endorsement) < 0
      ? [{ code: 'thresholds-reversed', path: `${path}/endorsement`, details: { ...told, least: title.endorsement, leastBelow: below.endorsement } } as const]
      : []),
    ...(title.score < below.score ? [{ code: 'thresholds-reversed', path: `${path}/score`, details: { ...told, least: title.score, leastBelow: below.score } } as const] : []),
  ];
}

function requirementFaults({ requires }: CheckedTitle, path: string, ruleSet: Checked): readonly Contradiction[] {
  if (requires === undefined) return [];
  const { membershipRate, satisfaction = [], heldFor, applicationVote, itemAtLeast = [] } = requires;
  const titles = ruleSet.titles.map(({ id }) => id);
  const items = ruleSet.standard.items.map(({ id }) => id);
  const at = `${path}/requires`;
  return [
    ...(membershipRate === undefined ? [] : shareFault(membershipRate.atLeast, `${at}/membershipRate/atLeast`)),
    ...satisfaction.flatMap((one, index) => [...formulaFaults(one, `${at}/satisfaction/${index}`, ruleSet), ...shareFault(one.atLeast, `${at}/satisfaction/${index}/atLeast`)]),
    ...(heldFor !== undefined && !titles.includes(heldFor.title) ? [{ code: 'title-unknown', path: `${at}/heldFor/title`, details: { title: heldFor.title, titles } } as const] : []),
    ...(applicationVote === undefined ? [] : shareFault(applicationVote.atLeast, `${at}/applicationVote/atLeast`)),
    ...itemAtLeast.flatMap(({ item, share }, index): readonly Contradiction[] => [
      ...(items.includes(item) ? [] : [{ code: 'item-unknown', path: `${at}/itemAtLeast/${index}/item`, details: { item, items } } as const]),
      ...shareFault(share, `${at}/itemAtLeast/${index}/share`),
    ]),
  ];
}

/** Recommended from level to level upward, up to who accepts, within quotas that let somebody through. */
function levelFaults({ recommendedBy = [], acceptedBy }: CheckedTitle, path: string): readonly Contradiction[] {
  const rank = (level: Level) => levels.indexOf(level);
  return recommendedBy.flatMap(({ level, quota }, index): readonly Contradiction[] => {
    const at = `${path}/recommendedBy/${index}`;
    const before = recommendedBy[index - 1]?.level;
    const above = acceptedBy !== undefined && rank(level) > rank(acceptedBy) ? acceptedBy : undefined;
    const from = before !== undefined && rank(level) <= rank(before) ? before : above;
    return [
      ...(from === undefined ? [] : [{ code: 'levels-reversed', path: `${at}/level`, details: { level, other: from } } as const]),
      ...Object.entries(quota ?? {}).flatMap(([name, most]): Contradiction[] => (most === 0 ? [{ code: 'quota-zero', path: `${at}/quota/${name}`, details: { level } }] : [])),
    ];
  });
}

/** Steps without which a title that can be applied for could never be had. */
function missingSteps({ id, off, score, requires }: CheckedTitle, path: string, { steps, questionnaire }: Checked): readonly Contradiction[] {
  if (off === true) return [];
  const there = (step: StepName) => steps.required.includes(step) || steps.recorded.includes(step);
  const needed: readonly (readonly [StepName, boolean])[] = [
    ['application', true],
    ['vote', questionnaire === undefined || requires?.satisfaction !== undefined],
    ['acceptance', score > 0],
    ['selfInspection', requires?.selfScore !== undefined || requires?.noZero === true || requires?.itemAtLeast !== undefined],
  ];
  return needed.filter(([step, asked]) => asked && !there(step)).map(([step]): Contradiction => ({ code: 'step-missing', path, details: { title: id, step } }));
}
