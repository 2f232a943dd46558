import { Type } from 'typebox';
import { dayOf, eventType, idPart, isPlainDate, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type PlainDate, type Refusal, type Step } from '#kernel';
import { leaderRefused, type LeadingRefusal } from './leading.js';
import { papers, type Paper } from './duties.js';
import { maxOtherFigures, otherFigures } from './other-figures.js';
import type { CampaignState } from './state.js';

/**
 * 通报: a person signs the circular that names who is late. The draft is a proposal and its wording may be changed; what it
 * rests on may not: `figuresDigest` is that of the draft, and signing is refused once the figures of that day are others. Figures
 * that its text says beside these are told and recorded, for a sentence of an office cannot be judged.
 */
export type SignCircular = Command<
  'SignCircular',
  {
    /** Chosen by the sender, unique in the campaign. */
    readonly circular: string;
    /** The day of whose end it speaks. */
    readonly on: PlainDate;
    readonly text: string;
    readonly figuresDigest: string;
    readonly signedOn: PlainDate;
    readonly documentNumber?: string;
  }
>;

/** The most circulars of one campaign, and the most federations that one names. */
export const maxCirculars = 50;
export const maxNamedInCircular = 1_000;

const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const count = Type.Integer({ minimum: 0, maximum: 10_000_000 });
const closed = { additionalProperties: false } as const;
const Named = Type.Object({ federation: Type.String({ pattern: idPart.source }), name: Type.String({ minLength: 1, maxLength: 200 }), papers: Type.Array(Type.Enum([...papers]), { minItems: 1, maxItems: papers.length }) }, closed);

/** `named`: federations with the papers that came late or are missing. `figuresDigest`: of campaign, day, figures and named. `position`: up to which the views had come. `otherFigures`: of the text, none of the draft's; absent: none, or signed before they were looked for. */
export const CircularSigned = eventType(
  'CircularSigned',
  Type.Object(
    {
      circular: Type.String({ pattern: idPart.source }),
      on: day,
      signedOn: day,
      text: Type.String({ minLength: 1, maxLength: 5_000 }),
      documentNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      figures: Type.Object({ should: count, held: count }, closed),
      named: Type.Array(Named, { maxItems: maxNamedInCircular }),
      figuresDigest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      position: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
      otherFigures: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: maxOtherFigures })),
    },
    closed,
  ),
);
export type CircularSigned = EventOf<typeof CircularSigned>;

/** What a circular of a day rests on. */
export type CircularFigures = { readonly figures: { readonly should: number; readonly held: number }; readonly named: readonly { readonly federation: string; readonly name: string; readonly papers: readonly Paper[] }[]; readonly figuresDigest: string; readonly position: number };
export type CircularFacts = { circularFigures?: CircularFigures };
export type CircularRefusal = LeadingRefusal | 'circular-by-a-person' | 'circular-already-signed' | 'too-many-circulars' | 'circular-figures-changed' | 'date-impossible' | 'date-in-future' | 'date-out-of-order';

function refused(command: SignCircular, state: DeepReadonly<CampaignState>): Refusal<CircularRefusal> | undefined {
  const no = leaderRefused(command, state);
  if (no !== undefined) return no;
  const { circular, on, signedOn } = command.data;
  if (command.by.kind !== 'person') return refuse('circular-by-a-person');
  if (Object.hasOwn(state.circulars, circular)) return refuse('circular-already-signed', { circular });
  if (Object.keys(state.circulars).length >= maxCirculars) return refuse('too-many-circulars', { limit: maxCirculars });
  return daysRefused({ on, signedOn }, dayOf(command.at));
}

function daysRefused({ on, signedOn }: { readonly on: PlainDate; readonly signedOn: PlainDate }, today: PlainDate): Refusal<CircularRefusal> | undefined {
  for (const [field, date] of Object.entries({ on, signedOn })) {
    if (!isPlainDate(date)) return refuse('date-impossible', { field, date });
    if (date > today) return refuse('date-in-future', { field, date, recordedOn: today });
  }
  return signedOn < on ? refuse('date-out-of-order', { field: 'signedOn', date: signedOn, after: on }) : undefined;
}

function sign(command: SignCircular, state: DeepReadonly<CampaignState>, facts: DeepReadonly<CircularFacts>): Decision<CircularSigned, CircularRefusal> {
  const no = refused(command, state);
  if (no !== undefined) return no;
  if (facts.circularFigures === undefined) throw new Error('the fact "circularFigures" is missing: it is made, not looked up');
  const { figures, named, figuresDigest, position } = facts.circularFigures;
  if (figuresDigest !== command.data.figuresDigest) return refuse('circular-figures-changed', { on: command.data.on, drafted: command.data.figuresDigest, now: figuresDigest });
  const others = otherFigures(command.data.text, { figures, named });
  return [CircularSigned.of({ ...command.data, figures: { ...figures }, named: named.map((one) => ({ ...one, papers: [...one.papers] })), position, ...(others.length === 0 ? {} : { otherFigures: [...others] }) })];
}

export const signingCircular: Step<SignCircular, CircularSigned, CampaignState, CircularFacts, CircularRefusal> = {
  needs: {
    SignCircular: (command, state, id = '') => (refused(command, state) === undefined ? { circularFigures: { fact: 'circularFigures', of: `${id}@${command.data.on}` } } : {}),
  },
  decide: { SignCircular: sign },
  evolve: { CircularSigned: (state, { data: { circular, signedOn } }) => ({ ...state, circulars: { ...state.circulars, [circular]: { signedOn } } }) },
};
