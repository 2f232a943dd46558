import type { Actor } from '#kernel';
import { criteriaFor, standardFor, type RuleSet } from '#rules';
import type { Chance } from '#kernel/testing';
import { reaches, type Fate, type Reach } from './fates.js';
import type { UnionSeed } from './unions.js';
import { words } from './words.js';

/** One thing that is recorded in a union's year: by whom, when, and what. */
export type Entry = { readonly type: string; readonly data: object; readonly by: Actor; readonly at: string };

type Year = { readonly union: UnionSeed; readonly fate: Fate; readonly ruleSet: RuleSet; readonly evaluatedYear: number; readonly chance: Chance };

/** What a union records in its year, in the order in which it does; nothing where it does nothing. */
export function entriesOf(year: Year): readonly Entry[] {
  const { fate, union } = year;
  const diary = new Diary(year);
  if (!comes(fate, 'plan')) return [];
  plan(year, diary);
  if (!comes(fate, 'inspected')) return diary.entries;
  inspect(year, diary);
  if (!comes(fate, 'reviewed')) return diary.entries;
  const sittingOn = diary.day(diary.year, 11, 3, 25);
  const upper = vote(year, diary, { round: 1, on: sittingOn, upper: fate.upper, published: comes(fate, 'published') });
  if (!comes(fate, 'published')) return diary.entries;
  const accepted = upper || !fate.secondRound ? upper : vote(year, diary, { round: 2, on: addDays(sittingOn, 18), upper: Math.max(84, fate.upper), published: true });
  if (!comes(fate, 'reported')) return diary.entries;
  const reportedOn = addDays(diary.last, year.chance.whole(2, 9));
  diary.byUnion(reportedOn, 'ReportUpward', { reportedOn, comments: fate.items > 0 ? [year.chance.of(words.problems)] : [] });
  if (!comes(fate, 'filed')) return diary.entries;
  diary.bySuperior(addDays(diary.last, year.chance.whole(1, 8)), 'FileReport', 'filedOn');
  if (!comes(fate, 'closed')) return diary.entries;
  items(year, diary);
  if (accepted && fate.applies && isTown.test(union.data.superior)) title(year, diary);
  diary.bySuperior(later(diary.last, diary.day(diary.year + 1, 2, 20, 50)), 'CloseEvaluation', 'closedOn');
  return diary.entries;
}

/** Titles at the bottom of the ladder are accepted by towns and streets. */
const isTown = /t\d+$/;

const comes = ({ reach }: Fate, step: Reach): boolean => reaches.indexOf(reach) >= reaches.indexOf(step);

function plan({ chance, evaluatedYear }: Year, diary: Diary): void {
  const formedOn = diary.day(evaluatedYear, 2, 10, 20);
  diary.byUnion(formedOn, 'FormLeadingGroup', { formedOn, members: ['chair', 'vice_chair', 'committee_1'] });
  const adoptedOn = addDays(formedOn, chance.whole(3, 14));
  diary.byUnion(adoptedOn, 'SubmitPlan', { adoptedOn, title: words.planTitle.replace('{year}', String(evaluatedYear)), publicity: [chance.of(words.boards)] });
  if (chance.percent(60)) diary.bySuperior(addDays(diary.last, chance.whole(1, 6)), 'FilePlan', 'filedOn');
  const reportedOn = diary.day(evaluatedYear, 6, 20, 35);
  diary.byUnion(reportedOn, 'ReportProgress', { reportedOn, report: chance.of(words.progressTexts) });
}

function inspect({ union, ruleSet, evaluatedYear, chance, fate }: Year, diary: Diary): void {
  const inspectedOn = diary.day(evaluatedYear, 9, 5, 40);
  const firstYear = union.data.foundedOn?.startsWith(String(evaluatedYear)) === true;
  const judged = { unionClass: union.data.class, members: union.data.members, firstYear };
  const scores = criteriaFor(standardFor(ruleSet, judged), judged).map(({ id, points, scoring }) => ({ criterion: id, points: scoring === 'allOrNothing' ? points : Math.round(points * (0.78 + chance.next() * 0.22) * 2) / 2 }));
  diary.byUnion(inspectedOn, 'SubmitSelfInspection', { inspectedOn, scores });
  for (let nth = 1; nth <= fate.items; nth++) diary.byUnion(inspectedOn, 'OpenItem', { item: `i${nth}`, source: 'selfInspection', problem: chance.of(words.problems), measure: chance.of(words.measures), owner: 'committee', foundOn: inspectedOn });
}

/** A sitting with its round; true where the Home found enough agreement. */
function vote({ union, chance }: Year, diary: Diary, { round, on, upper, published }: { readonly round: number; readonly on: string; readonly upper: number; readonly published: boolean }): boolean {
  const { members } = union.data;
  const congress = members > 100;
  const entitled = congress ? 30 + Math.floor(members / 20) : members;
  const present = Math.min(entitled, Math.ceil(entitled * (0.78 + chance.next() * 0.21)));
  const body = congress ? 'congress' : 'assembly';
  diary.byUnion(on, 'HoldAssembly', { heldOn: on, body, entitled, present, presidedBy: 'vice_chair', accepted: true });
  if (!published) return false;
  diary.byUnion(on, 'OpenRound', { round, body, mode: 'paper', runBy: 'union' });
  const returned = present - (chance.percent(25) ? Math.floor(present * 0.03) : 0);
  const spoilt = chance.percent(15) ? Math.floor(returned * 0.02) : 0;
  const valid = returned - spoilt;
  const graded = (share: number) => {
    const inUpper = Math.min(valid, Math.round((present * share) / 100));
    const satisfied = Math.round(inUpper * (0.8 + chance.next() * 0.2));
    return { satisfied, basicallySatisfied: inUpper - satisfied, dissatisfied: valid - inUpper };
  };
  const home = graded(upper);
  const subjects = { unionWork: graded(Math.min(100, upper + chance.whole(-2, 2))), home, chairDuty: graded(Math.min(100, upper + chance.whole(-1, 3))) };
  diary.byUnion(on, 'TallyVote', { round, box: 'main', heldOn: on, entitled, present, issued: present, returned, valid, spoilt, subjects, scrutineer: 'scrutineer_1', tellers: ['teller_1', 'teller_2'] });
  const publishedOn = addDays(on, chance.whole(1, 4));
  diary.byUnion(publishedOn, 'PublishResult', { round, publishedOn, place: chance.of(words.boards) });
  return (home.satisfied + home.basicallySatisfied) * 100 >= present * 80;
}

function items({ chance, fate }: Year, diary: Diary): void {
  for (let nth = 1; nth <= fate.items; nth++) {
    const item = `i${nth}`;
    const completedOn = addDays(diary.last, chance.whole(1, 10));
    diary.byUnion(completedOn, 'CompleteItem', { item, completedOn, result: chance.of(words.results) });
    diary.byUnion(addDays(completedOn, 1), 'TellMembers', { item, toldOn: addDays(completedOn, 1) });
    diary.bySuperior(addDays(completedOn, 3), 'ConfirmItem', 'confirmedOn', { item, confirmedBy: 'superior' });
  }
}

function title({ chance }: Year, diary: Diary): void {
  const appliedOn = later(addDays(diary.last, 2), diary.day(diary.year + 1, 1, 5, 15));
  diary.byUnion(appliedOn, 'ApplyForTitle', { title: 'qualified', appliedOn });
  const visitedOn = addDays(appliedOn, chance.whole(3, 12));
  diary.bySuperior(visitedOn, 'RecordVisit', 'visitedOn', { presenter: 'vice_chair' });
  diary.bySuperior(addDays(visitedOn, 2), 'GiveVerdict', 'givenOn', { verdict: 'accepted', score: chance.whole(80, 97) });
  diary.bySuperior(addDays(visitedOn, 4), 'OpenNotice', 'openedOn', { place: chance.of(words.boards) });
  const grantedOn = addDays(visitedOn, 30);
  diary.bySuperior(grantedOn, 'GrantTitle', 'grantedOn', { certificate: `${diary.year}-${chance.whole(1000, 9999)}` });
}

/** Keeps what is recorded, each on its day or a little later, in office hours. */
class Diary {
  readonly entries: Entry[] = [];
  readonly year: number;
  last = '0000-00-00';
  #at = '';

  constructor(private readonly of: Year) {
    this.year = of.evaluatedYear;
  }

  /** A day so many days after the first of a month, and as much later as this union is slow. */
  day(year: number, month: number, after: number, within: number): string {
    const { chance, fate } = this.of;
    return addDays(`${year}-${String(month).padStart(2, '0')}-01`, after + chance.whole(0, within) + fate.slowBy);
  }

  byUnion(on: string, type: string, data: object): void {
    const { union, fate } = this.of;
    const { superior } = union.data;
    const own: Actor = { kind: 'person', office: 'chair', bodyId: `union-${union.id}`, assurance: 'unverified' };
    this.#enter(on, { type, data, by: fate.onBehalf ? { ...own, office: 'officer', bodyId: `federation-${superior}`, onBehalfOf: `union-${union.id}`, basis: 'telephone' } : own });
  }

  bySuperior(on: string, type: string, field: string, data: object = {}): void {
    this.#enter(on, { type, data: { ...data, [field]: on }, by: { kind: 'person', office: 'officer', bodyId: `federation-${this.of.union.data.superior}`, assurance: 'unverified' } });
  }

  #enter(on: string, entry: Omit<Entry, 'at'>): void {
    const { chance } = this.of;
    this.last = later(this.last, on);
    const hour = chance.whole(0, 8);
    const at = `${addDays(on, chance.percent(70) ? 0 : chance.whole(1, 3))}T0${hour}:${String(chance.whole(0, 59)).padStart(2, '0')}:00.000Z`;
    // What is entered later is not recorded earlier.
    this.#at = later(this.#at, at);
    this.entries.push({ ...entry, at: this.#at });
  }
}

const dayMs = 86_400_000;
const addDays = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
const later = (a: string, b: string): string => (a > b ? a : b);
