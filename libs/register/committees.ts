import { Type, type Static } from 'typebox';
import { eventType, type Command, type DeepReadonly, type EventOf, type PartialDate } from '#kernel';
import { CommitteeEntry } from './entries.js';
import { closed, date, id, reason } from './fields.js';
import { cannotAdd, cannotEnd, ofUnion, wrongDates, type EntryRefusal, type Known } from './of-union.js';

export type FormCommittee = Command<'FormCommittee', DeepReadonly<Static<typeof CommitteeEntry>>>;
export type DissolveCommittee = Command<'DissolveCommittee', { readonly committee: string; readonly dissolvedOn: PartialDate; readonly reason?: string }>;

export const CommitteeFormed = eventType('CommitteeFormed', CommitteeEntry);
export const CommitteeDissolved = eventType('CommitteeDissolved', Type.Object({ committee: id, dissolvedOn: date, reason: Type.Optional(reason) }, closed));
export const committeeEvents = [CommitteeFormed, CommitteeDissolved] as const;

export const committeeRules = {
  FormCommittee: ofUnion<FormCommittee, object, EntryRefusal>((command, union) => {
    const { committee, formedOn } = command.data;
    const no = wrongDates(command, union, { field: 'formedOn', date: formedOn }) ?? cannotAdd('unionCommittee', union.committees.map((one) => one.committee), [committee]);
    return no ?? [CommitteeFormed.of(command.data)];
  }),
  DissolveCommittee: ofUnion<DissolveCommittee, object, EntryRefusal>((command, union) => {
    const { committee, dissolvedOn } = command.data;
    const found = union.committees.find((one) => one.committee === committee);
    const no = wrongDates(command, union, { field: 'dissolvedOn', date: dissolvedOn }) ?? cannotEnd({ what: 'unionCommittee', entry: committee, on: dissolvedOn }, found && { from: found.formedOn, until: found.dissolvedOn });
    return no ?? [CommitteeDissolved.of(command.data)];
  }),
};

export const committeeConsequences = {
  CommitteeFormed: (union: Known | undefined, { data }: EventOf<typeof CommitteeFormed>): Known | undefined => (union === undefined ? union : { ...union, committees: [...union.committees, data] }),
  CommitteeDissolved: (union: Known | undefined, { data }: EventOf<typeof CommitteeDissolved>): Known | undefined =>
    union === undefined ? union : { ...union, committees: union.committees.map((one) => (one.committee === data.committee ? { ...one, dissolvedOn: data.dissolvedOn } : one)) },
};
