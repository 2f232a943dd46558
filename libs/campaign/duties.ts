import { Type } from 'typebox';
import { dayOf, eventType, evidenceFiles, idPart, isPlainDate, refuse, withStoredEvidence, type Command, type Decider, type Decision, type DeepReadonly, type EventOf, type Evidence, type EvidenceFact, type EvidenceRefusal, type PlainDate, type Refusal } from '#kernel';
import { lines, maxPath } from '#register';
import type { CampaignState } from './state.js';
import { DutyDates, dutyNames, type DutyName } from './notice.js';
import { EvaluatedYear } from './opening.js';

/** What a federation below owes in one campaign: its stream is `duty-FEDERATION.CAMPAIGN`. The papers it hands in are all duties but the leading group. */
export type Paper = Exclude<DutyName, 'leadingGroup'>;
export const papers = dutyNames.filter((name): name is Paper => name !== 'leadingGroup');

/** What a policy sends once the campaign has called the federation up; sending it again does nothing. */
export type AssignDuties = Command<'AssignDuties', { readonly campaign: string; readonly federation: string }>;
/** The federation's own leading group (领导小组); formed anew, the later one counts and the first day stays. */
export type FormDutyGroup = Command<'FormDutyGroup', { readonly formedOn: PlainDate; readonly members: readonly string[]; readonly note?: string }>;
/** A paper handed in. `receivedOn`: absent: the day of recording. */
export type SubmitDuty = Command<'SubmitDuty', { readonly duty: Paper; readonly title: string; readonly madeOn?: PlainDate; readonly receivedOn?: PlainDate; readonly documentNumber?: string; readonly text?: string; readonly files?: readonly Evidence[] }>;
export type ReturnDuty = Command<'ReturnDuty', { readonly duty: Paper; readonly returnedOn: PlainDate; readonly reason: string; readonly putRightBy?: PlainDate }>;
export type AcceptDuty = Command<'AcceptDuty', { readonly duty: Paper; readonly acceptedOn: PlainDate }>;
export type DutyCommand = AssignDuties | FormDutyGroup | SubmitDuty | ReturnDuty | AcceptDuty;

const closed = { additionalProperties: false } as const;
const id = Type.String({ pattern: idPart.source });
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const line = Type.String({ minLength: 1, maxLength: 200 });
const paragraph = Type.String({ minLength: 1, maxLength: 2_000 });
const PaperName = Type.Enum([...papers]);
const version = Type.Integer({ minimum: 1, maximum: 999 });
/** The day it was owed until; absent: none in particular, so never late. */
const due = Type.Optional(day);

/** `ruleSet`: by which the round is held, and which the federation is to adopt; absent: recorded before it was told here. */
export const DutiesAssigned = eventType(
  'DutiesAssigned',
  Type.Object(
    { campaign: id, federation: id, name: line, line: Type.Enum([...lines]), kind: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' })), path: Type.Array(id, { minItems: 1, maxItems: maxPath }), evaluatedYear: EvaluatedYear, due: DutyDates, ruleSet: Type.Optional(Type.Object({ id, version }, closed)) },
    closed,
  ),
);
export const DutyGroupFormed = eventType('DutyGroupFormed', Type.Object({ formedOn: day, members: Type.Array(id, { minItems: 1, maxItems: 50 }), note: Type.Optional(paragraph), due, late: Type.Boolean() }, closed));
/** `late`: received after the day it was owed until, the first time or after a return; one sent back without a day once its own had passed is not. */
export const DutySubmitted = eventType(
  'DutySubmitted',
  Type.Object({ duty: PaperName, version, title: line, madeOn: Type.Optional(day), receivedOn: day, documentNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })), text: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000 })), files: Type.Optional(evidenceFiles), due, late: Type.Boolean() }, closed),
);
export const DutyReturned = eventType('DutyReturned', Type.Object({ duty: PaperName, version, returnedOn: day, reason: paragraph, putRightBy: Type.Optional(day) }, closed));
export const DutyAccepted = eventType('DutyAccepted', Type.Object({ duty: PaperName, version, acceptedOn: day }, closed));
export const dutyEvents = [DutiesAssigned, DutyGroupFormed, DutySubmitted, DutyReturned, DutyAccepted] as const;
export type DutyEvent = EventOf<(typeof dutyEvents)[number]>;

export const dutyRefusals = ['duties-not-assigned', 'federation-not-called-up', 'not-the-federation', 'not-above-federation', 'date-impossible', 'date-in-future', 'duty-already-handed-in', 'duty-already-accepted', 'duty-not-handed-in', 'date-out-of-order'] as const;
export type DutyRefusal = (typeof dutyRefusals)[number];

/** One paper: its last version and how that stands; `since`: the day of the last that happened to it; `until`: the day by which it is late, none where nobody gave one that had not passed. */
type Filed = { readonly version: number; readonly stands: 'submitted' | 'returned' | 'accepted'; readonly since: PlainDate; readonly until: PlainDate | null };
export type DutyState = { readonly assigned: EventOf<typeof DutiesAssigned>['data'] | null; readonly groupFormedOn: PlainDate | null; readonly filed: { readonly [K in Paper]?: Filed } };

/** The federations of a campaign by id, as it called them up: the fact `federationsCalledUp`. */
export type DutyFacts = { federationsCalledUp?: { evaluatedYear: number; ruleSet?: { id: string; version: number }; federations: CampaignState['federations'] } };

type State = DeepReadonly<DutyState>;
type Assigned = NonNullable<State['assigned']>;

function assign({ data }: AssignDuties, state: State, facts: DeepReadonly<DutyFacts>): Decision<DutyEvent, DutyRefusal> {
  if (state.assigned !== null) return [];
  const { campaign, federation } = data;
  const called = facts.federationsCalledUp;
  const found = called !== undefined && Object.hasOwn(called.federations, federation) ? called.federations[federation] : undefined;
  if (called === undefined || found === undefined) return refuse('federation-not-called-up', { campaign, federation });
  return [DutiesAssigned.of({ campaign, federation, ...found, path: [...found.path], due: { ...found.due }, evaluatedYear: called.evaluatedYear, ...(called.ruleSet === undefined ? {} : { ruleSet: { id: called.ruleSet.id, version: called.ruleSet.version } }) })];
}

/** What the federation does itself a federation above may record for it, with a basis; what judges it, only one above. */
function actorRefused({ by }: DutyCommand, { federation, path }: Assigned, whose: 'own' | 'above'): Refusal<DutyRefusal> | undefined {
  if (by.kind !== 'person') return undefined;
  const above = path.some((one) => by.bodyId === `federation-${one}`);
  if (whose === 'above') return above ? undefined : refuse('not-above-federation', { body: by.bodyId, federation });
  const own = by.bodyId === `federation-${federation}` && by.onBehalfOf === undefined;
  return own || (above && by.onBehalfOf === `federation-${federation}` && by.basis !== undefined) ? undefined : refuse('not-the-federation', { body: by.bodyId, federation });
}

/** Days exist, and nothing is recorded before it happened. */
function daysRefused({ at }: DutyCommand, days: { readonly [field: string]: PlainDate | undefined }): Refusal<DutyRefusal> | undefined {
  const today = dayOf(at);
  for (const [field, date] of Object.entries(days)) {
    if (date === undefined) continue;
    if (!isPlainDate(date)) return refuse('date-impossible', { field, date });
    if (date > today) return refuse('date-in-future', { field, date, recordedOn: today });
  }
  return undefined;
}

function form(command: FormDutyGroup, state: State): Decision<DutyEvent, DutyRefusal> {
  if (state.assigned === null) return refuse('duties-not-assigned');
  const { formedOn, members } = command.data;
  const until = state.assigned.due.leadingGroup;
  const no = actorRefused(command, state.assigned, 'own') ?? daysRefused(command, { formedOn });
  return no ?? [DutyGroupFormed.of({ ...command.data, members: [...members], ...(until === undefined ? {} : { due: until }), late: until !== undefined && formedOn > until && state.groupFormedOn === null })];
}

function submit(command: SubmitDuty, state: State): Decision<DutyEvent, DutyRefusal> {
  if (state.assigned === null) return refuse('duties-not-assigned');
  const { files, ...data } = command.data;
  const { duty, madeOn } = data;
  const before = state.filed[duty];
  const receivedOn = data.receivedOn ?? dayOf(command.at);
  const no = actorRefused(command, state.assigned, 'own') ?? daysRefused(command, { madeOn, receivedOn });
  if (no !== undefined) return no;
  if (before?.stands === 'submitted') return refuse('duty-already-handed-in', { duty, version: before.version });
  if (before?.stands === 'accepted') return refuse('duty-already-accepted', { duty });
  const first = before?.since ?? madeOn;
  if (first !== undefined && receivedOn < first) return refuse('date-out-of-order', { field: 'receivedOn', date: receivedOn, after: first });
  const until = (before === undefined ? state.assigned.due[duty] : before.until) ?? undefined;
  return [DutySubmitted.of({ ...data, ...(files === undefined ? {} : { files: [...files] }), version: (before?.version ?? 0) + 1, receivedOn, ...(until === undefined ? {} : { due: until }), late: until !== undefined && receivedOn > until })];
}

/** The paper that a federation above answers, on a day not before it came. */
function answered(command: ReturnDuty | AcceptDuty, state: State, { field, date }: { readonly field: string; readonly date: PlainDate }): Filed | Refusal<DutyRefusal> {
  if (state.assigned === null) return refuse('duties-not-assigned');
  const { duty } = command.data;
  const filed = state.filed[duty];
  const no = actorRefused(command, state.assigned, 'above') ?? daysRefused(command, { [field]: date });
  if (no !== undefined) return no;
  if (filed === undefined || filed.stands === 'returned') return refuse('duty-not-handed-in', { duty });
  if (filed.stands === 'accepted') return refuse('duty-already-accepted', { duty });
  return date < filed.since ? refuse('date-out-of-order', { field, date, after: filed.since }) : filed;
}

function sendBack(command: ReturnDuty, state: State): Decision<DutyEvent, DutyRefusal> {
  const { data } = command;
  const filed = answered(command, state, { field: 'returnedOn', date: data.returnedOn });
  if ('refused' in filed) return filed;
  if (data.putRightBy !== undefined && !isPlainDate(data.putRightBy)) return refuse('date-impossible', { field: 'putRightBy', date: data.putRightBy });
  if (data.putRightBy !== undefined && data.putRightBy < data.returnedOn) return refuse('date-out-of-order', { field: 'putRightBy', date: data.putRightBy, after: data.returnedOn });
  return [DutyReturned.of({ ...data, version: filed.version })];
}

function accept(command: AcceptDuty, state: State): Decision<DutyEvent, DutyRefusal> {
  const filed = answered(command, state, { field: 'acceptedOn', date: command.data.acceptedOn });
  return 'refused' in filed ? filed : [DutyAccepted.of({ ...command.data, version: filed.version })];
}

const stillAhead = (until: PlainDate | null | undefined, returnedOn: PlainDate): PlainDate | null => (until === null || until === undefined || until < returnedOn ? null : until);
const withPaper = (state: State, duty: Paper, filed: Filed): State => ({ ...state, filed: { ...state.filed, [duty]: filed } });

/** Category `duty`, id FEDERATION.CAMPAIGN: what a federation below owes in a round. */
export const dutyDecider: Decider<DutyCommand, DutyEvent, DutyState, DutyFacts & EvidenceFact, DutyRefusal | EvidenceRefusal> = withStoredEvidence<DutyCommand, DutyEvent, DutyState, DutyFacts & EvidenceFact, DutyRefusal>({
  category: 'duty',
  initial: { assigned: null, groupFormedOn: null, filed: {} },
  needs: (command, { assigned }) => (command.type === 'AssignDuties' && assigned === null ? { federationsCalledUp: { fact: 'federationsCalledUp', of: command.data.campaign } } : {}),
  decide: { AssignDuties: assign, FormDutyGroup: form, SubmitDuty: submit, ReturnDuty: sendBack, AcceptDuty: accept },
  evolve: {
    DutiesAssigned: (state, { data }) => ({ ...state, assigned: data }),
    DutyGroupFormed: (state, { data }) => ({ ...state, groupFormedOn: data.formedOn }),
    DutySubmitted: (state, { data: { duty, version: given, receivedOn, due: until } }) => withPaper(state, duty, { version: given, stands: 'submitted', since: receivedOn, until: until ?? null }),
    DutyReturned: (state, { data: { duty, version: given, returnedOn, putRightBy } }) => withPaper(state, duty, { version: given, stands: 'returned', since: returnedOn, until: putRightBy ?? stillAhead(state.filed[duty]?.until, returnedOn) }),
    DutyAccepted: (state, { data: { duty, version: given, acceptedOn } }) => withPaper(state, duty, { version: given, stands: 'accepted', since: acceptedOn, until: null }),
  },
});
