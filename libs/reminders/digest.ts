import { workingDaysBetween, type Calendar } from '#rules';
import type { PlainDate } from '#kernel';
import { byUrgency, grades, isMomentPassed, type Due, type Grade } from './due.js';
import { count, noCounts, owedByFor, without, type Countable, type Counting, type DueCounts } from './due-counts.js';
import { maxNoticeItems } from './notice-fields.js';
import type { NoticeItem } from './notice-issued.js';
import { rulesOfRow, type RulesOfRows } from './rules-of-rows.js';
import { levelsOf, recipientId, toldAt, type Level, type Recipient } from './recipient.js';

/** What a recipient was told before in a campaign, and what it said to that. */
export type Nudged = {
  /** Day on which it was last told: of the last notice, or when that went out, or of a call. */
  readonly toldOn?: PlainDate;
  /** How many notices there were. */
  readonly times: number;
  /** Nothing is sent up to and with this day. */
  readonly snoozedUntil?: PlainDate;
  /** Keys of rows it promised, each with the day until which it is left in peace. */
  readonly promised?: { readonly [key: string]: PlainDate };
  /** Keys of rows it acknowledged without saying a day, each with the day until which it is left in peace. */
  readonly acknowledged?: { readonly [key: string]: PlainDate };
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
  /** The first of them, the longest overdue first, at most {@link maxNoticeItems}; and how many there are in all. */
  readonly items: readonly NoticeItem[];
  readonly due: number;
  /** Of those that are not among the first. */
  readonly beyond?: DueCounts;
};

export type DigestsOf = {
  readonly campaign: string;
  readonly issuer: string;
  readonly today: PlainDate;
  readonly calendar: Calendar;
  readonly rules: RulesOfRows;
  readonly canReach: (recipient: Recipient) => boolean;
  readonly nudged: (recipient: Recipient) => Nudged | undefined;
};

/** What a recipient hears of, as far as it has been seen. Rows are not kept: of a hundred thousand late ones each is one of its street's first items. */
type Heard = { readonly recipient: Recipient; items: Item[]; /** The last that is among its first, once there are as many. */ last?: Item; count: number; readonly counts: Counting; readonly counted: Set<string>; grade: Digest['grade']; isNew: boolean };
type Item = Countable & { readonly row: NoticeItem };

/** {@link digests} of more than is held at once: what is due comes in parts, each evaluation or duty whole in one. */
export class Digesting {
  readonly #heard = new Map<string, Heard>();

  constructor(private readonly asked: DigestsOf) {}

  add(due: readonly Due[]): void {
    const { issuer, rules, canReach } = this.asked;
    for (const one of due) {
      const levels = levelsOf(one.row, issuer, rulesOfRow(one.row, rules).escalateAfter);
      // Shared by all that hear of it; but what a federation owes is its own to one of them, and another's to the next.
      const item = { workingDaysLeft: one.workingDaysLeft, isItem: one.row.state === 'item', row: itemOf(one.row) };
      const isShared = one.row.owner.kind === 'union';
      for (const level of toldAt(levels, -one.workingDaysLeft, canReach)) {
        if (!isAnswered(one, { level, levels, asked: this.asked })) hold(this.#hear(one, level, levels), isShared ? item : { ...item, ...owedByFor(one.row, level.recipient) });
      }
    }
  }

  /** In the order of their ids: the same rows give the same digests in the same order. */
  digests(): readonly Digest[] {
    return [...this.#heard].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, heard]) => this.#digestOf(heard) ?? []);
  }

  #hear(one: Due, level: Level, levels: readonly Level[]): Heard {
    const id = recipientId(level.recipient);
    let heard = this.#heard.get(id);
    if (heard === undefined) this.#heard.set(id, (heard = { recipient: level.recipient, items: [], count: 0, counts: noCounts(), counted: new Set(), grade: 'remind', isNew: false }));
    heard.grade = highest(heard.grade, one.grade);
    heard.isNew ||= isNew(one, { level, toldOn: this.asked.nudged(level.recipient)?.toldOn, asked: this.asked });
    for (let above = levels.indexOf(level); above < levels.length; above++) {
      const { recipient } = levels[above] as Level;
      if (recipient.kind === 'federation') heard.counted.add(recipient.id);
    }
    return heard;
  }

  #digestOf({ recipient, items, count, counts, counted, grade, isNew }: Heard): Digest | undefined {
    const { campaign, issuer: federation, today: day, nudged } = this.asked;
    const before = nudged(recipient);
    if (before?.snoozedUntil !== undefined && before.snoozedUntil >= day) return undefined;
    if (before?.toldOn === day || !isNew) return undefined;
    const named = firstOf(items);
    const beyond = count > named.length ? { beyond: without(counts, named) } : {};
    return { recipient, campaign, federation, day, grade, nth: (before?.times ?? 0) + 1, counted: [...counted], items: named.map(({ row }) => row), due: count, ...beyond };
  }
}

/**
 * At most one digest a recipient: sent when for any of its lines a moment for telling has passed since it was last told, and
 * then naming all it is to know of. Snoozed recipients get none, what was promised or acknowledged is left out until its day is over.
 */
export function digests(due: readonly Due[], asked: DigestsOf): readonly Digest[] {
  const digesting = new Digesting(asked);
  digesting.add(due);
  return digesting.digests();
}

/** Keeps an item for as long as it may be one of the first: what comes after the last of as many is only counted. */
function hold(heard: Heard, item: Item): void {
  heard.count++;
  count(heard.counts, item);
  if (heard.last !== undefined && byUrgency(heard.last, item) < 0) return;
  heard.items.push(item);
  if (heard.items.length < 2 * maxNoticeItems) return;
  heard.items = firstOf(heard.items);
  heard.last = heard.items[maxNoticeItems - 1] as Item;
}

const itemOf = ({ key, evaluation, duty, step, dueOn }: Due['row']): NoticeItem => ({ key, ...(evaluation === undefined ? {} : { evaluation }), ...(duty === undefined ? {} : { duty }), step, dueOn });
const firstOf = (items: readonly Item[]): Item[] => items.toSorted(byUrgency).slice(0, maxNoticeItems);

/** What a level promised or acknowledged, or one below it, nobody is urged for from that level on: its day comes first. Those below are urged still. */
function isAnswered({ row }: Due, { level, levels, asked }: { readonly level: Level; readonly levels: readonly Level[]; readonly asked: DigestsOf }): boolean {
  return answeredUpTo(level, levels, { key: row.key, nudged: asked.nudged, day: asked.today }) !== undefined;
}

/** The day promised for a row by a level or one below it, or until which an acknowledgement counts, where it has not passed: the later one. */
export function answeredUpTo(level: Level, levels: readonly Level[], { key, nudged, day }: Pick<DigestsOf, 'nudged'> & { readonly key: string; readonly day: PlainDate }): Answered | undefined {
  let latest: Answered | undefined;
  // Of a hundred thousand rows hardly one was answered: a loop that finds nothing makes nothing.
  for (let below = levels.indexOf(level); below >= 0; below--) {
    const said = nudged((levels[below] as Level).recipient);
    if (said === undefined) continue;
    latest = later(later(latest, 'acknowledged', said.acknowledged?.[key]), 'promised', said.promised?.[key]);
  }
  return latest !== undefined && latest.until >= day ? latest : undefined;
}

type Answered = { readonly because: 'promised' | 'acknowledged'; readonly until: PlainDate };

/** Of the same day the promise says more. */
const later = (before: Answered | undefined, because: Answered['because'], until: PlainDate | undefined): Answered | undefined =>
  until === undefined || (before !== undefined && (before.until > until || (before.until === until && because === 'acknowledged'))) ? before : { because, until };

function isNew({ row, workingDaysLeft }: Due, { level, toldOn, asked: { rules, calendar } }: { readonly level: Level; readonly toldOn: PlainDate | undefined; readonly asked: DigestsOf }): boolean {
  const last = toldOn === undefined ? {} : { last: workingDaysBetween(calendar, toldOn, row.dueOn).days };
  return isMomentPassed(rulesOfRow(row, rules), { left: workingDaysLeft, ...last, after: level.after });
}

const highest = (one: Digest['grade'], other: Grade): Digest['grade'] => (other === 'circulate' ? 'press' : grades.indexOf(other) > grades.indexOf(one) ? other : one);

/** What the circular (通报) of the campaign's federation would name: proposed, for a person signs it off. */
export const circularProposal = (due: readonly Due[]): readonly Due[] => due.filter(({ grade }) => grade === 'circulate');
