import { Type } from 'typebox';
import { eventType, idPart, isPlainDate, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Need, type PlainDate, type Refusal, type Step } from '#kernel';
import { maxUnitsCalledUp } from './calling-up.js';
import { aboutUnits, closedRefused, type LeadingRefusal } from './leading.js';
import { EvaluatedYear } from './opening.js';
import { isCalledUp, type CampaignState } from './state.js';

/** 免评 on a list: the next level above the units approves or declines, up to 500 at a time, what each of them asked for. */
export type DecideExemptions = Command<'DecideExemptions', { readonly units: readonly string[]; readonly approved: boolean; readonly decidedOn: PlainDate; readonly reason?: string }>;

const id = Type.String({ pattern: idPart.source });

export const ExemptionsDecided = eventType(
  'ExemptionsDecided',
  Type.Object(
    {
      evaluatedYear: EvaluatedYear,
      approved: Type.Boolean(),
      decidedOn: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
      /** Why they were declined; absent where they were approved. */
      reason: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
      units: Type.Array(id, { minItems: 1, maxItems: maxUnitsCalledUp }),
    },
    { additionalProperties: false },
  ),
);
export type ExemptionsDecided = EventOf<typeof ExemptionsDecided>;

export type ExemptingRefusal = LeadingRefusal | 'date-impossible' | 'unit-not-called-up' | 'decision-reason-missing' | 'exemption-not-requested' | 'not-next-level';

/** How the first run of each unit stands: by what its superior is, and whether an exemption waits. */
export type ExemptingFacts = { readonly [key: `run:${string}`]: { readonly superior: string; readonly exemption: 'requested' | 'approved' | null } | undefined };

function aboutTheList({ data }: DecideExemptions, state: DeepReadonly<CampaignState>): Refusal<ExemptingRefusal> | undefined {
  return closedRefused(state) ?? aboutUnits.list(data.units) ?? aboutUnits.naming('unit-not-called-up', data.units.filter((unit) => !isCalledUp(state, unit)));
}

function decide(command: DecideExemptions, state: DeepReadonly<CampaignState>, facts: DeepReadonly<ExemptingFacts>): Decision<ExemptionsDecided, ExemptingRefusal> {
  const { data, by } = command;
  const refused = aboutTheList(command, state);
  if (refused !== undefined || state.opened === null) return refused ?? refuse('campaign-not-open');
  if (!isPlainDate(data.decidedOn)) return refuse('date-impossible', { field: 'decidedOn', date: data.decidedOn });
  if (!data.approved && data.reason === undefined) return refuse('decision-reason-missing');
  const run = (unit: string) => facts[`run:${unit}`];
  const waiting = aboutUnits.naming('exemption-not-requested', data.units.filter((unit) => run(unit)?.exemption !== 'requested'));
  if (waiting !== undefined) return waiting;
  const another = data.units.find((unit) => by.bodyId !== `federation-${run(unit)?.superior ?? ''}`);
  if (another !== undefined) return refuse('not-next-level', { body: by.bodyId, superior: run(another)?.superior ?? '' });
  const { approved, decidedOn, reason } = data;
  return [ExemptionsDecided.of({ evaluatedYear: state.opened.evaluatedYear, approved, decidedOn, ...(approved || reason === undefined ? {} : { reason }), units: [...data.units] })];
}

export const exempting: Step<DecideExemptions, ExemptionsDecided, CampaignState, ExemptingFacts, ExemptingRefusal> = {
  needs: {
    DecideExemptions: (command, state) => {
      const { opened } = state;
      return opened === null || aboutTheList(command, state) !== undefined ? {} : Object.fromEntries(command.data.units.map((unit): [string, Need] => [`run:${unit}`, { fact: 'run', of: `${unit}.${opened.evaluatedYear}.1` }]));
    },
  },
  decide: { DecideExemptions: decide },
  evolve: { ExemptionsDecided: (state) => state },
};
