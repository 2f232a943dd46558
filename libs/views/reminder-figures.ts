import { channelNames } from '#reminders';
import { startingWith, type Sums } from './board-figures.js';

/** What was told in a campaign to a federation and those below it: notices by how they stand, answers, calls. */
export type ReminderFigures = {
  readonly notices: number;
  readonly sent: number;
  /** Not yet sent: waits for its hour, for a slot, or is under way. */
  readonly waiting: number;
  /** Certainly not taken so far, or given up. */
  readonly failed: number;
  /** Nobody can say whether it arrived. */
  readonly inDoubt: number;
  readonly withdrawn: number;
  readonly acknowledged: number;
  readonly calls: number;
  readonly byChannel: readonly { readonly channel: string; readonly sent: number }[];
  readonly formula: string;
};

/** From the totals of `notices`. */
export function remindersOf(totals: Sums): ReminderFigures {
  const [status, channels] = [startingWith(totals, 'status.'), startingWith(totals, 'channel.')];
  const of = (...names: readonly string[]) => names.reduce((sum, name) => sum + (status.get(name) ?? 0), 0);
  return {
    notices: totals['notices'] ?? 0,
    sent: of('delivered'),
    waiting: of('issued', 'sending'),
    failed: of('failed', 'abandoned'),
    inDoubt: of('inDoubt'),
    withdrawn: of('withdrawn'),
    acknowledged: totals['acknowledged'] ?? 0,
    calls: totals['calls'] ?? 0,
    byChannel: channelNames.flatMap((channel) => (channels.has(channel) ? [{ channel, sent: channels.get(channel) ?? 0 }] : [])),
    formula: 'notices = sent + waiting + failed + inDoubt + withdrawn',
  };
}
