import type { DeepReadonly } from '#kernel';
import { detail, heading, line, where, type Explained, type Sentence, type Told } from './sentence.js';
import { endorsementRuleOf, requirementsOf, type Quota, type Requirement } from './title.js';

type Title = Explained['titles'][number];

/** The ladder of titles, lowest first as in the file: thresholds, what must be held before, who recommends and accepts. */
export function aboutTitles(ruleSet: Explained): readonly Sentence[] {
  const { titles, zeroBlocks = 'obligatory', publicNoticeDays } = ruleSet;
  if (titles.length === 0) return [heading('titlesHeading'), line('noTitles')];
  return [heading('titlesHeading'), ...titles.flatMap((title) => aboutTitle(title, ruleSet)), line(`zeroBlocks-${zeroBlocks}`), line('noticeBeforeGrant', { days: publicNoticeDays })];
}

function aboutTitle(title: Title, ruleSet: Explained): readonly Sentence[] {
  const { id, after, endorsement, score, level, acceptedBy, recommendedBy = [], off } = title;
  const { subject, upper, over } = endorsementRuleOf(ruleSet, title);
  const own = title.subject !== undefined || title.upper !== undefined || title.over !== undefined;
  const named = { title: { word: id }, share: { share: endorsement }, score };
  return [
    after === null ? line('titleFirst', named) : line('titleAfter', { ...named, after: { word: after } }),
    ...(off === true ? [detail('titleOff')] : []),
    ...(own ? [detail('titleEndorsement', { subject: { word: subject }, upper: { words: upper, added: true }, assembly: { word: over.assembly }, questionnaire: { word: over.questionnaire } })] : []),
    ...requirementsOf(title).map((requirement) => detail(`requires-${requirement.kind}`, toldOf(requirement))),
    ...where(level, (said) => detail('titleLevel', { level: { level: said } })),
    ...recommendedBy.map(({ level: from, quota }) => detail(quotaKey(quota), { level: { level: from }, atMost: quota?.atMost ?? 0, oneIn: quota?.oneIn ?? 0 })),
    ...where(acceptedBy, (said) => detail('titleAcceptedBy', { level: { level: said } })),
  ];
}

function quotaKey({ atMost, oneIn }: Quota = {}): string {
  if (atMost !== undefined) return oneIn === undefined ? 'recommendedByAtMost' : 'recommendedByAtMostOneIn';
  return oneIn === undefined ? 'recommendedBy' : 'recommendedByOneIn';
}

/** What fills the sentence of a requirement. */
function toldOf(requirement: DeepReadonly<Requirement>): { readonly [name: string]: Told } {
  switch (requirement.kind) {
    case 'membershipRate':
      return { share: { share: requirement.atLeast } };
    case 'satisfaction':
      return { subject: { word: requirement.subject }, upper: { words: requirement.upper, added: true }, assembly: { word: requirement.over.assembly }, questionnaire: { word: requirement.over.questionnaire }, share: { share: requirement.atLeast } };
    case 'heldFor':
      return { title: { word: requirement.title }, years: requirement.years };
    case 'applicationVote':
      return { share: { share: requirement.atLeast }, of: { word: requirement.of } };
    case 'departmentOpinions':
      return { from: { words: requirement.from } };
    case 'noticeInUnit':
      return { days: requirement.days };
    case 'itemAtLeast':
      return { item: requirement.item, share: { share: requirement.share } };
    case 'selfScore':
      return { score: requirement.atLeast };
    case 'partyOpinion':
    case 'noZero':
      return {};
  }
}
