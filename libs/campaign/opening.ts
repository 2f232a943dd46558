import { Type } from 'typebox';
import { eventType, idPart, isPlainDate, refuse, type Command, type DeepReadonly, type EventOf, type PlainDate, type Refusal, type Step } from '#kernel';
import type { Federation } from '#register';
import { factsPeriod, ruleSetKey, type RuleSet } from '#rules';
import { day, DutyDates, Notice } from './notice.js';
import { Scope, scopeNeeds, scopeRefused, unknownRefused, type ScopeFacts } from './scope.js';
import type { CampaignState } from './state.js';

/** A federation opens its yearly round (年度评议工作) by one version of a rule set. */
export type OpenCampaign = Command<
  'OpenCampaign',
  {
    readonly ruleSet: { readonly id: string; readonly version: number };
    readonly evaluatedYear: number;
    readonly federation: string;
    readonly openedOn: PlainDate;
    /** The last day whose facts count, not after the rule set's; absent: the rule set's. */
    readonly cutOff?: PlainDate;
    /** The notice (通知) it is opened by. */
    readonly notice?: Notice;
    /** Absent: all unions below the federation. */
    readonly scope?: Scope;
    /** Until when federations below owe what; absent: as the rule set says. */
    readonly duties?: DutyDates;
  }
>;

const id = Type.String({ pattern: idPart.source });

/** The rule set by name and by digest: the digest pins it. */
export const PinnedRuleSet = Type.Object(
  { id, version: Type.Integer({ minimum: 1, maximum: 999 }), digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  { additionalProperties: false },
);

/** The first and last year that may be evaluated; due dates reach into the year after, which plain dates must still hold. */
export const evaluatedYears = { first: 1949, last: 2198 } as const;
export const EvaluatedYear = Type.Integer({ minimum: evaluatedYears.first, maximum: evaluatedYears.last });

export const CampaignOpened = eventType(
  'CampaignOpened',
  Type.Object(
    {
      federation: id,
      ruleSet: PinnedRuleSet,
      evaluatedYear: EvaluatedYear,
      openedOn: Type.String({ minLength: 10, maxLength: 10 }),
      /** Absent: the rule set's. */
      cutOff: Type.Optional(day),
      /** Absent: none was named. */
      notice: Type.Optional(Notice),
      /** Absent: all unions below the federation. */
      scope: Type.Optional(Scope),
      /** Absent: as the rule set says. */
      duties: Type.Optional(DutyDates),
    },
    { additionalProperties: false },
  ),
);
export type CampaignOpened = EventOf<typeof CampaignOpened>;

export type OpeningRefusal = 'campaign-already-open' | 'date-impossible' | 'year-out-of-range' | 'rule-set-unknown' | 'rule-set-not-in-force' | 'federation-unknown' | 'union-unknown' | 'cut-off-out-of-range' | 'size-band-unknown' | 'unit-twice';

/** `ruleSetDigest` comes beside `ruleSet`: a fact's value knows nothing of where it stands. */
export type OpeningFacts = { ruleSet?: RuleSet; ruleSetDigest?: string; federation?: Federation } & ScopeFacts;

export const opening: Step<OpenCampaign, CampaignOpened, CampaignState, OpeningFacts, OpeningRefusal> = {
  needs: {
    OpenCampaign: ({ data }, { opened }) =>
      opened !== null
        ? {}
        : {
            ruleSet: { fact: 'ruleSet', of: ruleSetKey(data.ruleSet) },
            ruleSetDigest: { fact: 'ruleSetDigest', of: ruleSetKey(data.ruleSet) },
            federation: { fact: 'federation', of: data.federation },
            ...scopeNeeds(data.scope),
          },
  },
  decide: {
    OpenCampaign: ({ data }, { opened }, facts) => {
      if (opened !== null) return refuse('campaign-already-open', { evaluatedYear: opened.evaluatedYear });
      const { evaluatedYear, federation, openedOn } = data;
      if (!isPlainDate(openedOn)) return refuse('date-impossible', { field: 'openedOn', date: openedOn });
      const { first, last } = evaluatedYears;
      if (!(Number.isInteger(evaluatedYear) && evaluatedYear >= first && evaluatedYear <= last)) return refuse('year-out-of-range', { evaluatedYear, first, last });
      const digest = facts.ruleSetDigest;
      if (facts.ruleSet === undefined || digest === undefined) return refuse('rule-set-unknown', { ruleSet: ruleSetKey(data.ruleSet) });
      const no = notInForce(facts.ruleSet.inForce, openedOn) ?? daysRefused(data) ?? cutOffRefused(data, facts.ruleSet) ?? scopeRefused(data.scope, facts.ruleSet);
      if (no !== undefined) return no;
      if (facts.federation === undefined) return refuse('federation-unknown', { federation });
      const unknown = unknownRefused(data.scope, facts);
      if (unknown !== undefined) return unknown;
      const { ruleSet, ...plain } = data;
      return [CampaignOpened.of({ ...plain, ruleSet: { id: ruleSet.id, version: ruleSet.version, digest } })];
    },
  },
  evolve: {
    CampaignOpened: (state, { data }) => ({ ...state, opened: data }),
  },
};

/** Days that exist: the cut-off, the notice's, those of the duties. */
function daysRefused({ cutOff, notice, duties = {} }: OpenCampaign['data']): Refusal<'date-impossible'> | undefined {
  for (const [field, date] of Object.entries({ cutOff, issuedOn: notice?.issuedOn, ...duties })) {
    if (date !== undefined && !isPlainDate(date)) return refuse('date-impossible', { field, date });
  }
  return undefined;
}

/** A campaign may end its year earlier than the rules do, never later. */
function cutOffRefused({ cutOff, evaluatedYear }: OpenCampaign['data'], ruleSet: DeepReadonly<RuleSet>): Refusal<'cut-off-out-of-range'> | undefined {
  if (cutOff === undefined) return undefined;
  const { from, cutOff: last } = factsPeriod(ruleSet, evaluatedYear);
  return cutOff >= from && cutOff <= last ? undefined : refuse('cut-off-out-of-range', { cutOff, from, last });
}

/** The version in force on the day of opening is the one that counts, whatever comes after. */
function notInForce({ from, until }: RuleSet['inForce'], openedOn: PlainDate): Refusal<'rule-set-not-in-force'> | undefined {
  if (openedOn >= from && (until === undefined || openedOn <= until)) return undefined;
  return refuse('rule-set-not-in-force', { openedOn, from, until: until ?? null });
}
