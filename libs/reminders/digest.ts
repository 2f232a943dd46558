import { workingDaysBetween, type Calendar, type WholeReminderRules } from '#rules';
import type { PlainDate } from '#kernel';
import { grades, isMomentPassed, type Due, type Grade } from './due.js';
import { levelsOf, recipientId, toldAt, type Level, type Recipient } from './recipient.js';

/** What a recipient was told before in a campaign, and what it said to that. */
export type Nudged = {
  /** Day of the last notice. */
  readonly toldOn?: PlainDate;
  /** How many notices there were. */
  readonly times: number;
  /** Nothing is sent up to and with this day. */
  readonly snoozedUntil?: PlainDate;
  /** Keys of rows it promised, each with the day until which it is left in peace. */
  readonly promised?: { readonly [key: string]: PlainDate };
};

/** One message to one recipient: all of a campaign that it hears of today. */
export type Digest = {
  readonly recipient: Recipient;
  readonly campaign: string;
  /** The federation whose campaign it is. */
  readonly federation: string;
  readonly day: PlainDate;
  /** The highest among its lines, without the circular's: that is proposed to a person, not sent. */
  readonly grade: Exclude<Grade, 'circulate'>;
  /** 第几次: counted over the campaign. */
  readonly nth: number;
  /** Federations for whose totals it counts: the recipient, if it is one, and those above up to the campaign's. */
  readonly counted: readonly string[];
  /** All of them, the longest overdue first. */
  readonly due: readonly Due[];
};

export type DigestsOf = {
  readonly campaign: string;
  readonly issuer: string;
  readonly today: PlainDate;
  readonly calendar: Calendar;
  readonly rules: WholeReminderRules;
  readonly canReach: (recipient: Recipient) => boolean;
  readonly nudged: (recipient: Recipient) => Nudged | undefined;
};

/**
 * At most one digest a recipient: sent when for any of its lines a moment for telling has passed since it was last told, and
 * then naming all it is to know of. Snoozed recipients get none, what was promised is left out until its day is over.
 */
export function digests(due: readonly Due[], asked: DigestsOf): readonly Digest[] {
  const byRecipient = new Map<string, { readonly recipient: Recipient; readonly lines: { readonly due: Due; readonly level: Level }[]; readonly counted: Set<string> }>();
  for (const one of due) {
    const levels = levelsOf(one.row, asked.issuer, asked.rules.escalateAfter);
    for (const level of toldAt(levels, -one.workingDaysLeft, asked.canReach)) {
      if (isPromised(one, { level, levels, asked })) continue;
      const id = recipientId(level.recipient);
      let there = byRecipient.get(id);
      if (there === undefined) byRecipient.set(id, (there = { recipient: level.recipient, lines: [], counted: new Set() }));
      there.lines.push({ due: one, level });
      for (const federation of federationsFrom(levels, level)) there.counted.add(federation);
    }
  }
  // In the order of their ids: the same rows give the same digests in the same order.
  return [...byRecipient].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, { recipient, lines, counted }]): Digest[] => {
    const before = asked.nudged(recipient);
    if (before?.snoozedUntil !== undefined && before.snoozedUntil >= asked.today) return [];
    if (before?.toldOn === asked.today || !lines.some((line) => isNew(line, before?.toldOn, asked))) return [];
    const { campaign, issuer: federation, today: day } = asked;
    return [{ recipient, campaign, federation, day, grade: highest(lines.map((line) => line.due.grade)), nth: (before?.times ?? 0) + 1, counted: [...counted], due: lines.map((line) => line.due) }];
  });
}

/** What a level promised, or one below it, nobody is urged for from that level on: its day comes first. Those below are urged still. */
function isPromised({ row }: Due, { level, levels, asked }: { readonly level: Level; readonly levels: readonly Level[]; readonly asked: DigestsOf }): boolean {
  return promisedUpTo(level, levels, { key: row.key, nudged: asked.nudged, day: asked.today }) !== undefined;
}

/** The day promised for a row by a level or one below it, where it has not passed. */
export function promisedUpTo(level: Level, levels: readonly Level[], { key, nudged, day }: Pick<DigestsOf, 'nudged'> & { readonly key: string; readonly day: PlainDate }): PlainDate | undefined {
  const promises = levels.slice(0, levels.indexOf(level) + 1).flatMap(({ recipient }) => nudged(recipient)?.promised?.[key] ?? []);
  return promises.filter((until) => until >= day).toSorted().at(-1);
}

function isNew({ due: { row, workingDaysLeft }, level }: { readonly due: Due; readonly level: Level }, toldOn: PlainDate | undefined, { rules, calendar }: DigestsOf): boolean {
  const last = toldOn === undefined ? {} : { last: workingDaysBetween(calendar, toldOn, row.dueOn).days };
  return isMomentPassed(rules, { left: workingDaysLeft, ...last, after: level.after });
}

const highest = (all: readonly Grade[]): Digest['grade'] => (['press', 'urge'] as const).find((grade) => all.some((one) => grades.indexOf(one) >= grades.indexOf(grade))) ?? 'remind';

const federationsFrom = (levels: readonly Level[], from: Level): readonly string[] =>
  levels.slice(levels.indexOf(from)).flatMap(({ recipient }) => (recipient.kind === 'federation' ? [recipient.id] : []));

/** What the circular (通报) of the campaign's federation would name: proposed, for a person signs it off. */
export const circularProposal = (due: readonly Due[]): readonly Due[] => due.filter(({ grade }) => grade === 'circulate');
