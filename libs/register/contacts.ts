import type { DeepReadonly, PartialDate, PlainDate } from '#kernel';
import { startOf } from './dated.js';

/** Who is to be reached in an office since a day; null: nobody. */
export type ContactEntry = { readonly office: string; readonly person: string | null; readonly on: PartialDate };
export type ContactNow = { readonly office: string; readonly person: string; readonly since: PartialDate };

/** The entry with the latest day; of one day the one recorded last. */
export const latest = <T>(entries: readonly T[], on: (entry: T) => PartialDate): T | undefined =>
  entries.reduce<T | undefined>((last, one) => (last === undefined || startOf(on(one)) >= startOf(on(last)) ? one : last), undefined);

/** Who is reached in each office on a day; absent: now. */
export function contactsOn({ contacts }: DeepReadonly<{ contacts: ContactEntry[] }>, day?: PlainDate): readonly ContactNow[] {
  const offices = [...new Set(contacts.map(({ office }) => office))];
  return offices.flatMap((office) => {
    const found = latest(contacts.filter((one) => one.office === office && (day === undefined || startOf(one.on) <= day)), ({ on }) => on);
    return found === undefined || found.person === null ? [] : [{ office, person: found.person, since: found.on }];
  });
}
