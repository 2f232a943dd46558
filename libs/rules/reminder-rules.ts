import { Type, type Static } from 'typebox';
import type { DeepReadonly } from '#kernel';
import { closed } from './fields.js';

/** The most working days before or after a due date that a rule of reminders speaks of: a year's. */
export const maxReminderDays = 250;
const workingDays = Type.Integer({ minimum: 1, maximum: maxReminderDays });

/** When who is told of what is not done; in working days. What is absent is as {@link reminderDefaults} says. */
export const ReminderRules = Type.Object(
  {
    /** Working days before a due date on which it is told of; none: never before it. */
    before: Type.Optional(Type.Array(workingDays, { maxItems: 60 })),
    /** After a due date, each so many working days. */
    everyDays: Type.Optional(workingDays),
    /** Working days overdue from which it is told further up. */
    escalateAfter: Type.Optional(
      Type.Object(
        {
          /** A copy to the Party organisation beside the union (抄送同级党组织). */
          party: Type.Optional(workingDays),
          /** The town, street or industrial union next above. */
          superior: Type.Optional(workingDays),
          /** The federation that issued the campaign: it goes no higher. */
          issuer: Type.Optional(workingDays),
          /** It is proposed for the circular (通报). */
          circular: Type.Optional(workingDays),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type ReminderRules = Static<typeof ReminderRules>;

/** Rules of reminders with nothing left open. */
export type WholeReminderRules = DeepReadonly<Required<Omit<ReminderRules, 'escalateAfter'>>> & { readonly escalateAfter: Readonly<Required<NonNullable<ReminderRules['escalateAfter']>>> };

/** Weekly until five working days before the date, then daily; after it daily too; up one level after three, five, ten, twenty days. */
export const reminderDefaults: WholeReminderRules = {
  before: [20, 15, 10, 5, 4, 3, 2, 1],
  everyDays: 1,
  escalateAfter: { party: 3, superior: 5, issuer: 10, circular: 20 },
};

/** The rules of reminders of a rule set, defaults filled in. */
export const reminderRulesOf = ({ reminders }: { readonly reminders?: DeepReadonly<ReminderRules> }): WholeReminderRules => ({
  ...reminderDefaults,
  ...reminders,
  escalateAfter: { ...reminderDefaults.escalateAfter, ...reminders?.escalateAfter },
});
