import { Type, type Static } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type PartialDate } from '#kernel';
import { startOf } from './dated.js';
import { BranchEntry, type Branch } from './entries.js';
import { closed, date, id, name, reason } from './fields.js';
import { cannotAdd, cannotEnd, ofUnion, wrongDates, type EntryRefusal, type Known } from './of-union.js';

export type AddBranch = Command<'AddBranch', DeepReadonly<Static<typeof BranchEntry>>>;
export type EndBranch = Command<'EndBranch', { readonly branch: string; readonly endedOn: PartialDate; readonly reason?: string }>;
export type RecordSmallHome = Command<'RecordSmallHome', { readonly branch: string; readonly since: PartialDate; readonly name?: string }>;

export const BranchAdded = eventType('BranchAdded', BranchEntry);
export const BranchEnded = eventType('BranchEnded', Type.Object({ branch: id, endedOn: date, reason: Type.Optional(reason) }, closed));
export const SmallHomeRecorded = eventType('SmallHomeRecorded', Type.Object({ branch: id, since: date, name: Type.Optional(name) }, closed));
export const branchEvents = [BranchAdded, BranchEnded, SmallHomeRecorded] as const;
type Event = EventOf<(typeof branchEvents)[number]>;

export const branchRules = {
  AddBranch: ofUnion<AddBranch, object, EntryRefusal>((command, union) => {
    const { branch, formedOn } = command.data;
    const no = wrongDates(command, union, { field: 'formedOn', date: formedOn }) ?? cannotAdd('branch', union.branches.map((one) => one.branch), [branch]);
    return no ?? [BranchAdded.of(command.data)];
  }),
  EndBranch: ofUnion<EndBranch, object, EntryRefusal>((command, union) => {
    const { branch, endedOn } = command.data;
    const found = union.branches.find((one) => one.branch === branch);
    const no = wrongDates(command, union, { field: 'endedOn', date: endedOn }) ?? cannotEnd({ what: 'branch', entry: branch, on: endedOn }, found && { from: found.formedOn, until: found.endedOn });
    return no ?? [BranchEnded.of(command.data)];
  }),
  RecordSmallHome: ofUnion<RecordSmallHome, object, EntryRefusal>((command, union) => {
    const { branch, since } = command.data;
    const found = union.branches.find((one) => one.branch === branch);
    const no = wrongDates(command, union, { field: 'since', date: since });
    if (no !== undefined) return no;
    if (found === undefined) return refuse('record-unknown', { what: 'branch', entry: branch });
    if (found.endedOn !== undefined && startOf(found.endedOn) < startOf(since)) return refuse('entry-already-ended', { what: 'branch', entry: branch, on: found.endedOn });
    if (found.smallHome !== undefined) return refuse('entry-already-recorded', { what: 'smallHome', entry: branch });
    return [SmallHomeRecorded.of(command.data)];
  }),
};

const changed = (union: Known | undefined, branch: string, change: Partial<Branch>): Known | undefined =>
  union === undefined ? union : { ...union, branches: union.branches.map((one) => (one.branch === branch ? { ...one, ...change } : one)) };

export const branchConsequences = {
  BranchAdded: (union: Known | undefined, { data }: Extract<Event, { type: 'BranchAdded' }>): Known | undefined => (union === undefined ? union : { ...union, branches: [...union.branches, data] }),
  BranchEnded: (union: Known | undefined, { data }: Extract<Event, { type: 'BranchEnded' }>) => changed(union, data.branch, { endedOn: data.endedOn }),
  SmallHomeRecorded: (union: Known | undefined, { data }: Extract<Event, { type: 'SmallHomeRecorded' }>) =>
    changed(union, data.branch, { smallHome: { since: data.since, ...(data.name === undefined ? {} : { name: data.name }) } }),
};
