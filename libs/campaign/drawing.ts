import { Type } from 'typebox';
import { dayOf, eventType, idPart, isPlainDate, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type PlainDate, type Refusal, type Step } from '#kernel';
import { drawNamed, type Drawn } from './sample.js';
import { unitsCalledUp, type CampaignState } from './state.js';

/**
 * 抽查: draws the unions that are spot-checked from those called up. A seed that the sender knows while the list can still
 * be changed, or may choose freely after it is known, can be gamed: one tries seeds until the sample suits. So it comes
 * from where nobody concerned can choose it and everybody can look it up later (the lottery's numbers of a day named
 * beforehand), and `seedFrom` says where. Recorded are the seed, its source, the list by count and digest, who drew and
 * when; every other draw of the round stands beside it, so that a second try shows.
 */
export type DrawSample = Command<
  'DrawSample',
  {
    /** Chosen by the sender, unique in the campaign. */
    readonly sample: string;
    readonly seed: string;
    readonly seedFrom: string;
    /** How many unions, 1 to 500. */
    readonly size: number;
    readonly drawnOn: PlainDate;
  }
>;

/** The most unions of one sample. */
export const maxSampleSize = 500;
/** The most samples of one campaign. */
export const maxSamples = 50;

const id = Type.String({ pattern: idPart.source });
const line = Type.String({ minLength: 1, maxLength: 200 });

/** `drawn`: in the order of the draw. `drawnFrom`: the units called up until then, by count and by the digest of their ids. */
export const SampleDrawn = eventType(
  'SampleDrawn',
  Type.Object(
    {
      sample: id,
      seed: line,
      seedFrom: line,
      drawnOn: Type.String({ minLength: 10, maxLength: 10 }),
      drawnFrom: Type.Object({ count: Type.Integer({ minimum: 1, maximum: 10_000_000 }), digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, { additionalProperties: false }),
      drawn: Type.Array(id, { minItems: 1, maxItems: maxSampleSize }),
    },
    { additionalProperties: false },
  ),
);
export type SampleDrawn = EventOf<typeof SampleDrawn>;

export type DrawingRefusal = 'campaign-not-open' | 'date-impossible' | 'date-in-future' | 'sample-already-drawn' | 'too-many-samples' | 'sample-too-large';
export type DrawingFacts = { draw?: Drawn };

function refused({ data, at }: DrawSample, state: DeepReadonly<CampaignState>): Refusal<DrawingRefusal> | undefined {
  const { sample, size, drawnOn } = data;
  if (state.opened === null) return refuse('campaign-not-open');
  if (Object.hasOwn(state.samples, sample)) return refuse('sample-already-drawn', { sample });
  if (Object.keys(state.samples).length >= maxSamples) return refuse('too-many-samples', { limit: maxSamples });
  const calledUp = unitsCalledUp(state).length;
  if (size > Math.min(calledUp, maxSampleSize)) return refuse('sample-too-large', { size, calledUp, limit: maxSampleSize });
  if (!isPlainDate(drawnOn)) return refuse('date-impossible', { field: 'drawnOn', date: drawnOn });
  const today = dayOf(at);
  return drawnOn > today ? refuse('date-in-future', { field: 'drawnOn', date: drawnOn, recordedOn: today }) : undefined;
}

function draw(command: DrawSample, state: DeepReadonly<CampaignState>, facts: DeepReadonly<DrawingFacts>): Decision<SampleDrawn, DrawingRefusal> {
  const no = refused(command, state);
  if (no !== undefined) return no;
  const made = facts.draw;
  if (made === undefined) throw new Error('the fact "draw" is missing: it is made, not looked up');
  const { sample, seed, seedFrom, drawnOn } = command.data;
  return [SampleDrawn.of({ sample, seed, seedFrom, drawnOn, drawnFrom: { ...made.drawnFrom }, drawn: [...made.drawn] })];
}

export const drawing: Step<DrawSample, SampleDrawn, CampaignState, DrawingFacts, DrawingRefusal> = {
  needs: {
    DrawSample: (command, state) => (refused(command, state) === undefined ? { draw: { fact: 'draw', of: drawNamed({ seed: command.data.seed, size: command.data.size, from: unitsCalledUp(state) }) } } : {}),
  },
  decide: { DrawSample: draw },
  evolve: {
    SampleDrawn: (state, { data: { sample, seed, drawnFrom, drawn } }) => ({ ...state, samples: { ...state.samples, [sample]: { seed, drawnFrom: drawnFrom.count, drawn } } }),
  },
};
