import type { DeepReadonly, PlainDate, StoredFile } from '#kernel';
import type { Federation, Union } from '#register';
import { ruleSetKey, type Calendar, type Held, type NeverHeld, type RuleSet } from '#rules';
import type { Running, State } from './state.js';

/** What the rules of an evaluation ask of other streams. Absent: there is no such thing. */
export type Facts = {
  ruleSet?: RuleSet;
  /** The state's working days, by `cn`. */
  calendar?: Calendar;
  ruleSetDigest?: string;
  /** The stricter rule set that a federation above has adopted in the stead of the one that is named; absent: none. */
  held?: Held;
  /** That the set by which the published result was judged rests on a void adoption; absent: it held. */
  neverHeld?: NeverHeld;
  /** The version a migration leads to. */
  nextRuleSet?: RuleSet;
  nextRuleSetDigest?: string;
  union?: UnionFact;
  /** What the store knows of the files that a command names. */
  evidence?: StoredFile[];
  /** The federation that acts. */
  federation?: Pick<Federation, 'level'> & { path?: string[] };
  /** Who holds which place of the quota that a recommendation falls under; absent: nobody ever took one. */
  allotment?: { places: { [place: number]: string } };
  /** Federations above the union, a key each. */
  [above: `federation:${string}`]: Pick<Federation, 'level'> | undefined;
  /** The event that is disputed. */
  entry?: EntryFact;
  /** The round that a person opens an evaluation in. */
  campaign?: CampaignFact;
  /** What the campaign has drawn for spot-checks, by id. */
  samples?: { [sample: string]: SampleFact };
  /** The run before this one; absent where it was never opened. */
  earlierRun?: Pick<RunFact, 'ended' | 'counted' | 'firstYear'>;
};

/**
 * An event of the evaluation's own stream: on whose behalf it was recorded, if on another's; what it says; the items that opened
 * with it; how the evaluation stood before it, and how it would stand without it.
 */
export type EntryFact = { onBehalfOf?: string; event: string; data: object; items: string[]; before: State; without: State };

/** What a campaign was opened as. */
export type CampaignFact = { federation: string; evaluatedYear: number; cutOff?: string; ruleSet?: { id: string; version: number } };

/** A sample as it was drawn. */
export type SampleFact = { seed: string; drawnFrom: number; drawn: string[] };

/** How an evaluation stands: whether it has ended and how, and whether its union is counted in the denominator with it. */
export type RunFact = { ended: 'closed' | 'withdrawn' | null; counted: boolean; firstYear: boolean; superior: string; exemption: 'requested' | 'approved' | null };
export const runFactOf = ({ opened, ended, exemption, backFilled }: Running): RunFact => ({
  ended: ended?.how ?? null,
  counted: ended?.how !== 'withdrawn' && exemption?.approved !== true && backFilled === null,
  firstYear: opened.firstYear,
  superior: opened.superior,
  exemption: exemption === null ? null : exemption.approved ? 'approved' : 'requested',
});

/** What an evaluation applied for, and by whom it is recommended: who holds a place of a quota. Nothing where nothing is applied for. */
export type ApplicantFact = { title: string; evaluatedYear: number; superiors: string[]; recommendedBy: string[] };
export const applicantFactOf = ({ opened, application, ended }: Running): DeepReadonly<ApplicantFact> | undefined =>
  application === null || ended?.how === 'withdrawn' ? undefined : { title: application.title, evaluatedYear: opened.evaluatedYear, superiors: opened.superiors, recommendedBy: application.recommendedBy };

/** What the register knows of a union when an evaluation opens or a title is sought. */
export type UnionFact = Pick<Union, 'name' | 'class' | 'superior' | 'path' | 'units' | 'closedOn' | 'foundedOn' | 'members' | 'honours'> & { industry?: string; staff?: number };

export const ruleSetOf = (ruleSet: { readonly id: string; readonly version: number }) => ({ fact: 'ruleSet', of: ruleSetKey(ruleSet) }) as const;
/** `below`: `union.<id>`, or `path.<id>+<id>` of the federations above, the nearest first. */
export const heldOver = (below: string, ruleSet: { readonly id: string; readonly version: number }, day: PlainDate) => ({ fact: 'held', of: `${below}@${day}/${ruleSetKey(ruleSet)}` }) as const;
export const digestOf = (ruleSet: { readonly id: string; readonly version: number }) => ({ fact: 'ruleSetDigest', of: ruleSetKey(ruleSet) }) as const;
export const calendarOfState = { fact: 'calendar', of: 'cn' } as const;
export const campaignOf = (campaign: string) => ({ fact: 'campaign', of: campaign }) as const;
export const samplesOf = (campaign: string) => ({ fact: 'samples', of: campaign }) as const;
export const runOf = (union: string, year: number, run: number) => ({ fact: 'run', of: `${union}.${year}.${run}` }) as const;
export const federationOf = (federation: string) => ({ fact: 'federation', of: federation }) as const;
export const entryOf = ({ union, evaluatedYear, run }: { readonly union: string; readonly evaluatedYear: number; readonly run: number }, revision: number) =>
  ({ fact: 'entry', of: `evaluation-${union}.${evaluatedYear}.${run}@${revision}` }) as const;
export const applicantOf = (evaluation: string) => ({ fact: 'applicant', of: evaluation }) as const;
export const placesOf = (allotment: string) => ({ fact: 'allotment', of: allotment }) as const;
export const unionOf = (union: string) => ({ fact: 'union', of: union }) as const;

/** The rule set an evaluation is pinned to; before it is opened there is none to ask for. */
export const pinnedRules = (_command: unknown, state: Pick<Running, 'opened'> | { readonly opened: null }) =>
  state.opened === null ? {} : { ruleSet: ruleSetOf(state.opened.ruleSet) };

export const pinnedRulesAndCalendar = (command: unknown, state: Parameters<typeof pinnedRules>[1]) => ({ ...pinnedRules(command, state), calendar: calendarOfState });

/** Used where no calendar is at hand: nothing is known, days are counted Monday to Friday. */
export const unknownCalendar: Calendar = { knownFrom: '9999-12-31', knownThrough: '0000-01-01', holidays: [], workdays: [] };
