import { Type, type Static } from 'typebox';
import { Body } from '#rules';
import { closed, count, date, day, id, who } from '../fields.js';

/**
 * What of an evaluation is left where an entry is void: only what the events after it cannot say by themselves. Each part is
 * there where the entry was of its kind.
 */
const Left = Type.Object(
  {
    /** Another entry recorded the same anew, and stands. */
    superseded: Type.Optional(Type.Literal(true)),
    /** The date of its step by another entry that stands; of a ratification, when the plan was approved between sessions. */
    on: Type.Optional(date),
    /** How its paper stood before it was handed in with this entry. */
    paper: Type.Optional(Type.Object({ stands: Type.Enum(['none', 'returned']), late: Type.Boolean(), dueOn: Type.Optional(day) }, closed)),
    /** The sitting that counts without it. */
    sitting: Type.Optional(Type.Object({ on: date, body: Body, late: Type.Boolean(), entitled: count, present: count, presidedBy: Type.Optional(who) }, closed)),
    /** Whether the last sitting without it was short of its quorum. */
    adjourned: Type.Optional(Type.Boolean()),
    item: Type.Optional(Type.Object({ stands: Type.Enum(['open', 'doing', 'done', 'confirmed', 'carriedOver']), completedOn: Type.Optional(date), told: Type.Boolean() }, closed)),
  },
  closed,
);
export type Left = Static<typeof Left>;

/** An entry that is void (无效), named by its event and by what it was about. */
export const VoidedEntry = Type.Object(
  {
    event: Type.String({ pattern: '^[A-Z][A-Za-z]{1,63}$' }),
    round: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
    box: Type.Optional(id),
    enteredBy: Type.Optional(who),
    group: Type.Optional(id),
    item: Type.Optional(id),
    /** Items that opened by themselves with it: void as well. */
    items: Type.Optional(Type.Array(id, { maxItems: 500 })),
    left: Type.Optional(Left),
  },
  closed,
);
export type VoidedEntry = Static<typeof VoidedEntry>;

const namesOf = ['box', 'enteredBy', 'group', 'item'] as const;
/** What an entry was about, as its own data names it. A report without a vote before it speaks of no round. */
export function namesIn(data: { readonly round?: number }): Pick<VoidedEntry, 'round' | (typeof namesOf)[number]> {
  const { round = 0 } = data;
  return { ...(round === 0 ? {} : { round }), ...Object.fromEntries(Object.entries(data).filter(([name]) => (namesOf as readonly string[]).includes(name))) };
}
