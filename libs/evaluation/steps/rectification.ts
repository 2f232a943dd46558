import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { dueAfter, milestoneOf } from '#rules';
import { standardOf } from '../criterion-scores.js';
import { pinnedRulesAndCalendar, unknownCalendar, type Facts } from '../facts.js';
import { closed, date, day, files, id, paragraph, who, year, type Evidence } from '../fields.js';
import { countedFrom, dateOfTermRefused, dueDayRefused, firstOf, followRefused, underRules, whileRunning, type EnteredDate, type GateRefusal, type Ruled } from '../gates.js';
import type { Item, Running, State } from '../state.js';

/** Step 6 (整改), beside all others from the self-inspection on: as important as the vote (gate 4 of [A]). */
export type OpenItemData = {
  /** Chosen by the sender, unique in the evaluation. */
  item: string;
  source: Source;
  criterion?: string;
  problem: string;
  measure?: string;
  /** Role or person id. */
  owner: string;
  foundOn: string;
  /** Default: as the rule set says, 40 days after it was found. */
  dueOn?: string;
};
export type ReportItemData = { item: string; progressedOn: string; progress: string };
export type CompleteItemData = { item: string; completedOn: string; result: string; files?: Evidence[] };
export type TellMembersData = { item: string; toldOn: string; how?: string };
export type ConfirmItemData = { item: string; confirmedOn: string; /** Who confirms that it is done (销号). */ confirmedBy: Confirmer };
/** A long one goes into the next year (结转下年), with consent. */
export type CarryOverItemData = { item: string; reason: string; consentedBy: Confirmer; consentedOn: string; toYear: number };

const sources = ['selfInspection', 'comments', 'assembly', 'panel', 'spotCheck'] as const;
type Source = (typeof sources)[number];
const confirmers = ['superior', 'membersBody'] as const;
type Confirmer = (typeof confirmers)[number];

export type RectificationCommand =
  | Command<'OpenItem', OpenItemData>
  | Command<'ReportItem', ReportItemData>
  | Command<'CompleteItem', CompleteItemData>
  | Command<'TellMembers', TellMembersData>
  | Command<'ConfirmItem', ConfirmItemData>
  | Command<'CarryOverItem', CarryOverItemData>;
type Asked<T extends RectificationCommand['type']> = Extract<RectificationCommand, { type: T }>;

const criterion = Type.String({ pattern: '^[0-9]{1,2}(\\.[0-9]{1,2}){0,2}$' });
export const ItemOpened = eventType(
  'ItemOpened',
  Type.Object(
    { item: id, source: Type.Enum([...sources]), criterion: Type.Optional(criterion), problem: Type.Optional(paragraph), measure: Type.Optional(paragraph), owner: who, foundOn: date, dueOn: day },
    closed,
  ),
);
export const ItemProgressed = eventType('ItemProgressed', Type.Object({ item: id, progressedOn: date, progress: paragraph }, closed));
export const ItemCompleted = eventType('ItemCompleted', Type.Object({ item: id, completedOn: date, result: paragraph, files: Type.Optional(files) }, closed));
export const MembersTold = eventType('MembersTold', Type.Object({ item: id, toldOn: date, how: Type.Optional(paragraph) }, closed));
export const ItemConfirmed = eventType(
  'ItemConfirmed',
  Type.Object({ item: id, confirmedOn: date, confirmedBy: Type.Enum([...confirmers]), warnings: Type.Array(Type.Enum(['members-not-told']), { maxItems: 1 }) }, closed),
);
export const ItemCarriedOver = eventType('ItemCarriedOver', Type.Object({ item: id, reason: paragraph, consentedBy: Type.Enum([...confirmers]), consentedOn: date, toYear: year }, closed));
export const rectificationEvents = [ItemOpened, ItemProgressed, ItemCompleted, MembersTold, ItemConfirmed, ItemCarriedOver] as const;
export type RectificationEvent = EventOf<(typeof rectificationEvents)[number]>;

export const rectificationRefusals = ['item-already-opened', 'too-many-items', 'criterion-unknown', 'item-unknown', 'item-settled', 'item-not-completed', 'year-not-later'] as const;
type Code = (typeof rectificationRefusals)[number] | GateRefusal;
type Decided = Decision<RectificationEvent, Code>;

/** The most items of one evaluation. */
export const maxItems = 500;

function open(command: Asked<'OpenItem'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  if (Object.hasOwn(state.items, data.item)) return refuse('item-already-opened', { item: data.item });
  if (Object.keys(state.items).length >= maxItems) return refuse('too-many-items', { limit: maxItems });
  const no = dateOfTermRefused(command, state, { field: 'foundOn', date: data.foundOn }) ?? dueDayRefused('dueOn', data.dueOn, { milestone: 'itemFound', recorded: data.foundOn }) ?? criterionRefused(data.criterion, state, facts);
  return no ?? [ItemOpened.of({ ...data, dueOn: data.dueOn ?? itemDue(facts, state, data.foundOn) })];
}

/** An item is about a criterion of the union's own standard, or about none. */
function criterionRefused(criterion: string | undefined, state: Running, facts: Ruled): Refusal<Code> | undefined {
  return criterion === undefined || standardOf(facts, state).criteria.has(criterion) ? undefined : refuse('criterion-unknown', { criterion });
}

/**
 * Until when an item is to be put right: found + 40 days by default. Where the rules name one day for all of them, that day;
 * the day it was found, where that is later.
 */
export function itemDue({ ruleSet, calendar = unknownCalendar }: Ruled, { due }: Pick<State, 'due'>, foundOn: string): string {
  const found = countedFrom(foundOn);
  if (milestoneOf(ruleSet.due.item) !== undefined) return dueAfter(ruleSet.due.item, found, calendar).date;
  return due.item === undefined || due.item < found ? found : due.item;
}

function report(command: Asked<'ReportItem'>, state: Running): Decided {
  const { item, progressedOn } = command.data;
  return unsettled(state, item) ?? beforeFound(command, state, { field: 'progressedOn', date: progressedOn }) ?? [ItemProgressed.of(command.data)];
}

function complete(command: Asked<'CompleteItem'>, state: Running): Decided {
  const { item, completedOn } = command.data;
  return unsettled(state, item) ?? beforeFound(command, state, { field: 'completedOn', date: completedOn }) ?? [ItemCompleted.of(command.data)];
}

function tell(command: Asked<'TellMembers'>, state: Running): Decided {
  const { item, toldOn } = command.data;
  if (!Object.hasOwn(state.items, item)) return refuse('item-unknown', { item });
  return beforeFound(command, state, { field: 'toldOn', date: toldOn }) ?? [MembersTold.of(command.data)];
}

function confirm(command: Asked<'ConfirmItem'>, state: Running): Decided {
  const { data } = command;
  const confirmed = { field: 'confirmedOn', date: data.confirmedOn };
  const no = unsettled(state, data.item) ?? beforeFound(command, state, confirmed);
  if (no !== undefined) return no;
  const item = state.items[data.item];
  if (item?.stands !== 'done') return refuse('item-not-completed', { item: data.item });
  const early = followRefused(command, confirmed, { milestone: 'itemCompleted', recorded: item.completedOn });
  if (early !== undefined) return early;
  return [ItemConfirmed.of({ ...data, warnings: item.told ? [] : ['members-not-told'] })];
}

function carryOver(command: Asked<'CarryOverItem'>, state: Running): Decided {
  const { data } = command;
  if (data.toYear <= state.opened.evaluatedYear) return refuse('year-not-later', { toYear: data.toYear, evaluatedYear: state.opened.evaluatedYear });
  const no = firstOf<Code>(unsettled(state, data.item), beforeFound(command, state, { field: 'consentedOn', date: data.consentedOn }));
  return no ?? [ItemCarriedOver.of(data)];
}

/** Nothing of an item lies before the day it was found on. */
const beforeFound = (command: Extract<RectificationCommand, { data: { item: string } }>, { items }: Running, entered: EnteredDate): Refusal<Code> | undefined =>
  followRefused(command, entered, { milestone: 'itemFound', recorded: items[command.data.item]?.foundOn });

/** Confirmed and carried-over items are settled: nothing more is recorded of them. */
function unsettled({ items }: Running, id: string): Refusal<Code> | undefined {
  const item = Object.hasOwn(items, id) ? items[id] : undefined;
  if (item === undefined) return refuse('item-unknown', { item: id });
  return item.stands === 'confirmed' || item.stands === 'carriedOver' ? refuse('item-settled', { item: id, stands: item.stands }) : undefined;
}

const change = (state: State, id: string, by: Partial<Item>): State => {
  const item = state.items[id];
  return item === undefined ? state : { ...state, items: { ...state.items, [id]: { ...item, ...by } } };
};

export const rectification: Step<RectificationCommand, RectificationEvent, State, Facts, Code> = {
  needs: { OpenItem: pinnedRulesAndCalendar },
  decide: {
    OpenItem: underRules(open),
    ReportItem: whileRunning(report),
    CompleteItem: whileRunning(complete),
    TellMembers: whileRunning(tell),
    ConfirmItem: whileRunning(confirm),
    CarryOverItem: whileRunning(carryOver),
  },
  evolve: {
    ItemOpened: (state, { data: { item, criterion = null, foundOn, dueOn } }) => ({
      ...state,
      items: { ...state.items, [item]: { stands: 'open', foundOn, completedOn: null, dueOn, criterion, told: false } },
    }),
    ItemProgressed: (state, { data }) => change(state, data.item, { stands: 'doing', completedOn: null }),
    ItemCompleted: (state, { data }) => change(state, data.item, { stands: 'done', completedOn: data.completedOn }),
    MembersTold: (state, { data }) => change(state, data.item, { told: true }),
    ItemConfirmed: (state, { data }) => change(state, data.item, { stands: 'confirmed' }),
    ItemCarriedOver: (state, { data }) => change(state, data.item, { stands: 'carriedOver' }),
  },
};
