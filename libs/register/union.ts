import { Type } from 'typebox';
import { certainlyAfter, dayOf, eventType, isPartialDate, join, refuse, type Claim, type Command, type Decision, type DeepReadonly, type EventOf, type PartialDate, type Refusal } from '#kernel';
import { branchConsequences, branchEvents, branchRules, type AddBranch, type EndBranch, type RecordSmallHome } from './branches.js';
import { certificateConsequences, certificateEvents, certificateRules, type RecordCertificate, type WithdrawCertificate } from './certificates.js';
import { codeDecider, codeKey, codePattern, type CodeRefusal } from './code.js';
import { committeeConsequences, committeeEvents, committeeRules, type DissolveCommittee, type FormCommittee } from './committees.js';
import { coveredUnitConsequences, coveredUnitEvents, coveredUnitRules, type AddCoveredUnits, type CoveredUnitRefusal, type RemoveCoveredUnit } from './covered-units.js';
import { startOf } from './dated.js';
import { datesRefused } from './dates.js';
import { closed, date, id, name, word } from './fields.js';
import { Honour, honourNeeds, HonourRecorded, honourRefused, HonourWithdrawn, recordHonour, withdrawHonour, type HonourFacts, type HonourRefusal, type RecordHonour, type WithdrawHonour } from './honour.js';
import { askFor, maxPath, registrationPath, superiorNotThere, type Superior, type SuperiorFacts, type SuperiorRefusal } from './path.js';
import { contactNeeds, standingConsequences, standingEvents, standingRules, type AdoptStandingRules, type RecordAccount, type RecordContact, type ReregisterUnion } from './standing.js';
import { termConsequences, termEvents, termNeeds, termRules, type TermCommand, type TermRefusal } from './terms.js';
import { aboutPeople, aboutUnits, changeConsequences, changeEvents, changeRules, foundingConsequences, FoundingCorrected, maxMembers, moveNeeds, units, type ChangeCommand, type CorrectFounding, type ChangeRefusal } from './union-changes.js';
import { endingConsequences, endingEvents, endingNeeds, endingRules, type EndingCommand, type EndingRefusal } from './union-endings.js';
import { unionOn, type Union } from './union-on.js';
import { UnionEntryVoided, voidingConsequences, voidingNeeds, voidingRules, type VoidUnionEntry, type VoidingRefusal } from './voiding.js';
import { newUnion, unionClasses, type UnionClass, type UnionState } from './union-state.js';

/** Makes a union known below the federation it reports to. What it says holds from the beginning, until a later fact changes it. */
export type RegisterUnion = Command<
  'RegisterUnion',
  {
    readonly name: string;
    readonly class: UnionClass;
    /** The one federation it reports to. */
    readonly superior: string;
    /** Since when; absent: from the beginning, or since that federation is there where the union is older. */
    readonly superiorFrom?: PartialDate;
    /** Units that a joint union covers. */
    readonly units?: number;
    readonly foundedOn?: PartialDate;
    /** How many members it has; of them women; how many staff, and of these women. */
    readonly members?: number;
    readonly women?: number;
    readonly staff?: number;
    readonly womenStaff?: number;
    readonly industry?: string;
    /** Its organisation code. No two unions bear one. */
    readonly code?: string;
    /** Up to 100 that it brings along. */
    readonly honours?: readonly Honour[];
  }
>;

/** The most honours that a registration brings along. */
export const maxHonoursBrought = 100;

const people = Type.Integer({ minimum: 0, maximum: maxMembers });

export const UnionRegistered = eventType(
  'UnionRegistered',
  Type.Object(
    {
      name,
      class: Type.Enum([...unionClasses]),
      superior: id,
      /** All federations above, through both lines, each once, the superior first. */
      path: Type.Array(id, { minItems: 1, maxItems: maxPath }),
      /** Since when it reports to that superior; to whom before, nobody knows. Absent: from the beginning. */
      superiorFrom: Type.Optional(date),
      units: Type.Optional(units),
      foundedOn: Type.Optional(Type.String({ maxLength: 10 })),
      members: Type.Optional(people),
      women: Type.Optional(people),
      staff: Type.Optional(people),
      womenStaff: Type.Optional(people),
      industry: Type.Optional(word),
      code: Type.Optional(Type.String({ pattern: codePattern.source })),
      honours: Type.Optional(Type.Array(Honour, { maxItems: maxHonoursBrought })),
    },
    closed,
  ),
);
export type UnionRegistered = EventOf<typeof UnionRegistered>;

export const unionEvents = [UnionRegistered, HonourRecorded, HonourWithdrawn, ...changeEvents, FoundingCorrected, ...endingEvents, ...coveredUnitEvents, ...branchEvents, ...termEvents, ...certificateEvents, ...committeeEvents, ...standingEvents, UnionEntryVoided] as const;
export type UnionEvent = EventOf<(typeof unionEvents)[number]>;
export type UnionCommand =
  | RegisterUnion
  | RecordHonour
  | WithdrawHonour
  | ChangeCommand
  | CorrectFounding
  | EndingCommand
  | AddCoveredUnits
  | RemoveCoveredUnit
  | AddBranch
  | EndBranch
  | RecordSmallHome
  | TermCommand
  | RecordCertificate
  | WithdrawCertificate
  | FormCommittee
  | DissolveCommittee
  | AdoptStandingRules
  | RecordAccount
  | ReregisterUnion
  | RecordContact
  | VoidUnionEntry;
export type UnionRefusal = 'already-registered' | SuperiorRefusal | ChangeRefusal | HonourRefusal | EndingRefusal | CoveredUnitRefusal | TermRefusal | CodeRefusal | VoidingRefusal;
export type UnionFacts = SuperiorFacts & HonourFacts & { readonly [key: `union:${string}`]: Union | undefined };

function registerUnion(command: RegisterUnion, registered: DeepReadonly<UnionState> | undefined, facts: DeepReadonly<SuperiorFacts>): Decision<UnionRegistered, UnionRefusal> {
  const { data } = command;
  if (registered !== undefined) return refuse('already-registered', { name: unionOn(registered)?.name ?? '' });
  const no = aboutUnits(data) ?? aboutPeople(data) ?? aboutFounding(command) ?? datesRefused(command.at, data, [{ field: 'superiorFrom', date: data.superiorFrom }]) ?? aboutHonours(command);
  if (no !== undefined) return no;
  const path = registrationPath([data.superior], facts, command.at);
  if (!Array.isArray(path)) return path as Extract<typeof path, { refused: unknown }>;
  const since = superiorSince(data, facts[`superior:${data.superior}`]);
  if (typeof since === 'object') return since;
  const { honours, superiorFrom: _said, ...plain } = data;
  return [UnionRegistered.of({ ...plain, ...(since === undefined ? {} : { superiorFrom: since }), path: [...(path as readonly string[])], ...(honours === undefined ? {} : { honours: [...honours] }) })];
}

/** Since when it reports to its superior: as is said, if the superior is there from then on; else no earlier than that is there. */
function superiorSince({ superior, superiorFrom, foundedOn }: RegisterUnion['data'], found: DeepReadonly<Superior> | undefined): PartialDate | undefined | Refusal<SuperiorRefusal> {
  if (superiorFrom !== undefined) return superiorNotThere(superior, found, { from: startOf(superiorFrom) }) ?? superiorFrom;
  return startOf(found?.from) > startOf(foundedOn) ? found?.from : undefined;
}

/** Category `union`: one union of the register, with everything that is known of it and since when. */
export const unionDecider = join<UnionCommand, UnionEvent, UnionState | undefined, UnionFacts, UnionRefusal>(
  {
    category: 'union',
    initial: undefined,
    // Two unions under one code may never come about: the code's own stream says whose it is, before the union's says so.
    claims: (events, union) =>
      events.flatMap(({ data }): Claim[] => ('code' in data && data.code !== undefined ? [{ decider: codeDecider, id: codeKey(data.code), type: 'ClaimCode', data: { union, from: 'on' in data ? data.on : ('foundedOn' in data ? data.foundedOn : undefined) ?? null } }] : [])),
  },
  {
    needs: {
      RegisterUnion: ({ data, at }: RegisterUnion, registered: unknown) => (registered === undefined ? askFor([data.superior], dayOf(at)) : {}),
      MoveUnion: moveNeeds,
      RecordHonour: honourNeeds,
      MergeUnion: endingNeeds,
      SplitUnion: endingNeeds,
      RecordElection: termNeeds,
      RecordByElection: termNeeds,
      RecordContact: contactNeeds,
      VoidUnionEntry: voidingNeeds,
    },
    decide: { RegisterUnion: registerUnion, RecordHonour: recordHonour, WithdrawHonour: withdrawHonour, ...changeRules, ...endingRules, ...coveredUnitRules, ...branchRules, ...termRules, ...certificateRules, ...committeeRules, ...standingRules, ...voidingRules },
    evolve: {
      UnionRegistered: (_: unknown, { data: { foundedOn, honours = [], ...registered } }: UnionRegistered): UnionState => ({
        ...newUnion,
        profile: profileOf(registered),
        ...(foundedOn === undefined ? {} : { foundedOn }),
        honours,
      }),
      HonourRecorded: (union: DeepReadonly<UnionState> | undefined, { data }: EventOf<typeof HonourRecorded>) => (union === undefined ? union : { ...union, honours: [...union.honours, data] }),
      HonourWithdrawn: (union: DeepReadonly<UnionState> | undefined, { data: { honour, withdrawnOn } }: EventOf<typeof HonourWithdrawn>) =>
        union === undefined ? union : { ...union, honours: union.honours.map((held) => (held.honour === honour ? { ...held, withdrawnOn } : held)) },
      ...changeConsequences,
      ...foundingConsequences,
      ...endingConsequences,
      ...coveredUnitConsequences,
      ...branchConsequences,
      ...termConsequences,
      ...certificateConsequences,
      ...committeeConsequences,
      ...standingConsequences,
      ...voidingConsequences,
    },
  },
);

/** What the registration says holds from the beginning, but for a superior that it came to only later. */
function profileOf({ superiorFrom, superior, path, ...others }: Omit<UnionRegistered['data'], 'foundedOn' | 'honours'>): UnionState['profile'] {
  return superiorFrom === undefined ? [{ on: null, value: { ...others, superior, path } }] : [{ on: null, value: others }, { on: superiorFrom, value: { superior, path } }];
}

/** True where a union was certainly founded in that year or later: there is no year before to ask it about. */
export const foundedSince = ({ foundedOn }: Pick<Union, 'foundedOn'>, year: number): boolean => foundedOn !== undefined && certainlyAfter(foundedOn, `${year - 1}-12-31`);

function aboutFounding({ data: { foundedOn: date }, at }: RegisterUnion) {
  if (date === undefined) return undefined;
  if (!isPartialDate(date)) return refuse('date-impossible', { field: 'foundedOn', date });
  return certainlyAfter(date, dayOf(at)) ? refuse('date-in-future', { field: 'foundedOn', date, recordedOn: dayOf(at) }) : undefined;
}

/** Each honour that is brought along is judged as one recorded later would be. */
function aboutHonours(command: RegisterUnion) {
  const honours = command.data.honours ?? [];
  const twice = honours.find(({ honour }, index) => honours.findIndex((other) => other.honour === honour) < index);
  if (twice !== undefined) return refuse('honour-already-recorded', { honour: twice.honour });
  for (const honour of honours) {
    const no = honourRefused(command, command.data, honour);
    if (no !== undefined) return no;
  }
  return undefined;
}
