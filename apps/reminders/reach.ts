import { maxListLimit } from '#kernel';
import type { Node } from '#platform';
import { recipientId, type ContactBook, type Recipient } from '#reminders';
import { sideBySide, pagesOf } from './pages.js';

/**
 * Who can be reached at all, found out once a sweep: federations always, by the outbox; of unions those whose register names
 * somebody and whose person has an address that this process sends to. Asked of the view of unions, since most have nobody.
 */
export async function reach({ views }: Pick<Node, 'views'>, contacts: ContactBook): Promise<(recipient: Recipient) => boolean> {
  const reached = new Set<string>();
  for await (const page of pagesOf((cursor) => views.unions.list({ where: { contacted: 1 }, limit: maxListLimit, ...cursor }))) {
    await sideBySide(
      page.flatMap(([id]) => (['chair', 'party'] as const).map((kind) => ({ kind, id }))),
      async (recipient) => {
        if ((await contacts.contactsOf(recipient)).some(({ optedOut }) => optedOut !== true)) reached.add(recipientId(recipient));
      },
    );
  }
  return (recipient) => recipient.kind === 'federation' || reached.has(recipientId(recipient));
}
