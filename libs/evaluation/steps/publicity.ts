import { Type } from 'typebox';
import { eventType, type Command, type Decision, type EventOf, type Step } from '#kernel';
import type { Facts } from '../facts.js';
import { closed, date, files, line, paragraph, type Evidence } from '../fields.js';
import { dateOfYearRefused, stepAbsent, whileRunning, type GateRefusal } from '../gates.js';
import type { Running, State } from '../state.js';

/** Step 1, making it known (宣传发动): boards, morning briefings, intranet, model branches [B]; an entry each, with its day and channel. */
export type RecordPublicityData = { publicisedOn: string; /** As "宣传栏". */ channel: string; /** What was said or shown. */ about?: string; files?: Evidence[] };
export type PublicityCommand = Command<'RecordPublicity', RecordPublicityData>;

export const PublicityRecorded = eventType('PublicityRecorded', Type.Object({ publicisedOn: date, channel: line, about: Type.Optional(paragraph), files: Type.Optional(files) }, closed));
export const publicityEvents = [PublicityRecorded] as const;
export type PublicityEvent = EventOf<typeof PublicityRecorded>;

export const publicityRefusals = [] as const;

const record = (command: PublicityCommand, state: Running): Decision<PublicityEvent, GateRefusal> =>
  stepAbsent(state, 'plan') ?? dateOfYearRefused(command, state, { field: 'publicisedOn', date: command.data.publicisedOn }) ?? [PublicityRecorded.of(command.data)];

export const publicity: Step<PublicityCommand, PublicityEvent, State, Facts, GateRefusal> = {
  decide: { RecordPublicity: whileRunning(record) },
  evolve: { PublicityRecorded: (state) => ({ ...state, publicity: state.publicity + 1 }) },
};
