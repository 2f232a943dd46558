import { Type } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type Need, type PartialDate, type Refusal } from '#kernel';
import { codePattern } from './code.js';
import { patchedOn, startOf, withValue, type Patch } from './dated.js';
import { datesRefused } from './dates.js';
import { closed, date, id, name, reason, word } from './fields.js';
import { ofUnion, wrongDates, type EntryRefusal, type Known } from './of-union.js';
import { maxPath, superiorNotThere, type SuperiorFacts, type SuperiorRefusal } from './path.js';
import { unionClasses, type Profile, type UnionClass, type UnionState } from './union-state.js';

export type RenameUnion = Command<'RenameUnion', { readonly name: string; readonly on: PartialDate; readonly reason?: string }>;
/** Another class, another industry, or both. A joint union says how many units it covers, no other does. */
export type ReclassifyUnion = Command<'ReclassifyUnion', { readonly class: UnionClass; readonly units?: number; readonly industry?: string; readonly on: PartialDate }>;
/** From that day it reports to another federation. */
export type MoveUnion = Command<'MoveUnion', { readonly superior: string; readonly on: PartialDate; readonly reason?: string }>;
/** Members, staff and women among either on a day: hence the membership rate. */
export type RecordHeadcount = Command<'RecordHeadcount', { readonly members: number; readonly staff?: number; readonly women?: number; readonly womenStaff?: number; readonly on: PartialDate }>;
/** Its organisation code; it is claimed first, so that no two unions bear one. */
export type RecordCode = Command<'RecordCode', { readonly code: string; readonly on: PartialDate }>;
/** When it was founded was recorded wrongly, or not as exactly as it is known now. */
export type CorrectFounding = Command<'CorrectFounding', { readonly foundedOn: PartialDate; readonly reason: string; /** The document that says what is right. */ readonly basis: string }>;
export type ChangeCommand = RenameUnion | ReclassifyUnion | MoveUnion | RecordHeadcount | RecordCode;

/** The most units one joint union covers. */
export const maxUnits = 10_000;
/** The most members one union has; also of staff. */
export const maxMembers = 10_000_000;

const people = Type.Integer({ minimum: 0, maximum: maxMembers });
export const code = Type.String({ pattern: codePattern.source });
export const units = Type.Integer({ minimum: 1, maximum: maxUnits });

export const UnionRenamed = eventType('UnionRenamed', Type.Object({ name, on: date, reason: Type.Optional(reason) }, closed));
export const UnionReclassified = eventType('UnionReclassified', Type.Object({ class: Type.Enum([...unionClasses]), units: Type.Optional(units), industry: Type.Optional(word), on: date }, closed));
/** `path`: all federations above on that day. */
export const UnionMoved = eventType('UnionMoved', Type.Object({ superior: id, path: Type.Array(id, { minItems: 1, maxItems: maxPath }), on: date, reason: Type.Optional(reason) }, closed));
export const HeadcountRecorded = eventType('HeadcountRecorded', Type.Object({ members: people, staff: Type.Optional(people), women: Type.Optional(people), womenStaff: Type.Optional(people), on: date }, closed));
export const FoundingCorrected = eventType('FoundingCorrected', Type.Object({ foundedOn: date, reason, basis: name }, closed));
export const CodeRecorded = eventType('CodeRecorded', Type.Object({ code, on: date }, closed));
export const changeEvents = [UnionRenamed, UnionReclassified, UnionMoved, HeadcountRecorded, CodeRecorded] as const;
export type ChangeEvent = EventOf<(typeof changeEvents)[number]>;

export type ChangeRefusal = EntryRefusal | SuperiorRefusal | 'units-missing' | 'units-only-for-joint-union' | 'units-out-of-range' | 'more-members-than-staff' | 'more-women-than-members' | 'more-women-than-staff';
export const changeRefusals = ['units-missing', 'units-only-for-joint-union', 'units-out-of-range', 'more-members-than-staff', 'more-women-than-members', 'more-women-than-staff'] as const satisfies readonly ChangeRefusal[];

const change = <C extends ChangeCommand>(make: (command: C) => ChangeEvent, refused: (command: C, union: Known, facts: DeepReadonly<SuperiorFacts>) => Refusal<ChangeRefusal> | undefined = () => undefined) =>
  ofUnion<C, SuperiorFacts, ChangeRefusal>((command, union, facts) => {
    const no = wrongDates(command, union, { field: 'on', date: command.data.on }) ?? refused(command, union, facts);
    if (no !== undefined) return no;
    const event = make(command);
    return isSo(union, event) ? [] : [event];
  });

export const changeRules = {
  RenameUnion: change<RenameUnion>(({ data }) => UnionRenamed.of(data)),
  ReclassifyUnion: change<ReclassifyUnion>(({ data }) => UnionReclassified.of(data), ({ data }) => aboutUnits(data)),
  RecordHeadcount: change<RecordHeadcount>(({ data }) => HeadcountRecorded.of(data), ({ data }, union) => aboutPeople(peopleAfter(data, union))),
  RecordCode: change<RecordCode>(({ data }) => CodeRecorded.of(data)),
  CorrectFounding: ofUnion<CorrectFounding, object, ChangeRefusal>(({ data, at }, union) => {
    const no = datesRefused(at, { closedOn: union.ending?.closedOn }, [{ field: 'foundedOn', date: data.foundedOn }]);
    return no ?? (union.foundedOn === data.foundedOn ? [] : [FoundingCorrected.of(data)]);
  }),
  MoveUnion: ofUnion<MoveUnion, SuperiorFacts, ChangeRefusal>((command, union, facts) => {
    const { superior, on } = command.data;
    const no = wrongDates(command, union, { field: 'on', date: on });
    if (no !== undefined) return no;
    const found = facts[`superior:${superior}`];
    const refused = superiorNotThere(superior, found, { from: startOf(on), until: nextMove(union, on) });
    if (refused !== undefined) return refused;
    const path = [superior, ...(found?.path ?? [])];
    if (path.length > maxPath) return refuse('path-too-long', { federations: path.length, allowed: maxPath });
    const event = UnionMoved.of({ ...command.data, path });
    return patchedOn<Profile>(union.profile as UnionState['profile'], startOf(on)).superior === superior ? [] : [event];
  }),
};

/** The superior as it stands on the day of the move. */
export const moveNeeds = ({ data }: MoveUnion): Record<string, Need> => ({ [`superior:${data.superior}`]: { fact: 'lineage', of: `federation.${data.superior}@${startOf(data.on)}` } });

/** The day of the move after this one; absent: there is none. */
const nextMove = ({ profile }: Known, on: PartialDate) => profile.map((entry) => ({ start: startOf(entry.on), moves: entry.value.superior !== undefined })).find(({ start, moves }) => moves && start > startOf(on))?.start;

/** What each change makes of the profile. */
const patchOf: { readonly [T in ChangeEvent['type']]: (data: Extract<ChangeEvent, { type: T }>['data']) => Patch<Profile> } = {
  UnionRenamed: ({ name }) => ({ name }),
  UnionReclassified: ({ class: kind, units, industry }) => ({ class: kind, units: units ?? null, ...(industry === undefined ? {} : { industry }) }),
  UnionMoved: ({ superior, path }) => ({ superior, path }),
  HeadcountRecorded: ({ members, staff, women, womenStaff }) => ({ members, ...(womenStaff === undefined ? {} : { womenStaff }), ...(staff === undefined ? {} : { staff }), ...(women === undefined ? {} : { women }) }),
  CodeRecorded: ({ code }) => ({ code }),
};
const patch = ({ type, data }: ChangeEvent): Patch<Profile> => (patchOf[type] as (data: unknown) => Patch<Profile>)(data);

const patched = (union: Known | undefined, event: ChangeEvent): Known | undefined => (union === undefined ? union : { ...union, profile: withValue(union.profile, event.data.on, patch(event)) });
export const foundingConsequences = { FoundingCorrected: (union: Known | undefined, { data: { foundedOn } }: EventOf<typeof FoundingCorrected>): Known | undefined => (union === undefined ? union : { ...union, foundedOn }) };
export const changeConsequences = { UnionRenamed: patched, UnionReclassified: patched, UnionMoved: patched, HeadcountRecorded: patched, CodeRecorded: patched };

/** True where everything is so on that day already: an import that says it again records nothing. */
function isSo({ profile }: Known, event: ChangeEvent): boolean {
  const there = patchedOn<Profile>(profile as UnionState['profile'], startOf(event.data.on));
  return Object.entries(patch(event)).every(([field, value]) => (there[field as keyof Profile] ?? null) === value);
}

/** Coverage counts units beside unions: a joint union must say how many it covers, no other may. */
export function aboutUnits({ class: kind, units }: { readonly class: UnionClass; readonly units?: number }): Refusal<'units-missing' | 'units-only-for-joint-union' | 'units-out-of-range'> | undefined {
  if (kind !== 'jointUnion') return units === undefined ? undefined : refuse('units-only-for-joint-union', { class: kind, units });
  if (units === undefined) return refuse('units-missing');
  return Number.isInteger(units) && units >= 1 && units <= maxUnits ? undefined : refuse('units-out-of-range', { units, least: 1, most: maxUnits });
}

/** What is counted on that day, what was known before it and is not counted anew included: numbers of two days must fit together too. */
function peopleAfter({ on, ...counted }: RecordHeadcount['data'], { profile }: Known): People {
  const { members, staff, women, womenStaff } = patchedOn<Profile>(profile as UnionState['profile'], startOf(on));
  const known = Object.fromEntries(Object.entries({ members, staff, women, womenStaff }).filter(([, number]) => typeof number === 'number'));
  return { ...known, ...counted };
}

/** Members are staff, and women are counted among the members. */
type People = { readonly [kind in 'members' | 'staff' | 'women' | 'womenStaff']?: number | undefined };
export function aboutPeople({ members, staff, women, womenStaff }: People): Refusal<'more-members-than-staff' | 'more-women-than-members' | 'more-women-than-staff'> | undefined {
  if (members !== undefined && staff !== undefined && members > staff) return refuse('more-members-than-staff', { members, staff });
  if (staff !== undefined && womenStaff !== undefined && womenStaff > staff) return refuse('more-women-than-staff', { womenStaff, staff });
  return members !== undefined && women !== undefined && women > members ? refuse('more-women-than-members', { women, members }) : undefined;
}
