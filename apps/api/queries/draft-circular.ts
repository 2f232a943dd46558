import { papers, type Paper } from '#campaign';
import type { PlainDate } from '#kernel';
import { languageIn, numberWord, textFor, type CircularRests, type Language } from '#platform';
import { addWorkingDays, circularDaysOf, percent, type Calendar } from '#rules';
import type { CampaignAsked } from './campaign-asked.js';
import { calendarNote } from './describe.js';

/** Whose circular it is, as the register has it. */
type Issuer = { readonly name: string; readonly line: string; readonly level?: string | null | undefined };
/** `reminded`: how often all that still owe were reminded, at least. */
export type CircularAsked = { readonly campaign: CampaignAsked; readonly on: PlainDate; readonly calendar: Calendar; readonly issuer: Issuer | undefined; readonly reminded: number };

/** The most names in the paragraph itself; the annex has all. */
const namesInText = 2;

/** The draft of a circular (通报): one paragraph in the words of officials, its list as annex; a person signs it, changed or not. */
export function draftCircular(rests: CircularRests, asked: CircularAsked) {
  const { wording, opened } = asked.campaign;
  const given = circularDaysOf(asked.campaign.rules);
  const [papersBy, makeUpBy] = [given.papers, given.makeUp].map((days) => addWorkingDays(asked.calendar, asked.on, days));
  const by = { papersBy: papersBy?.date ?? asked.on, makeUpBy: makeUpBy?.date ?? asked.on };
  const certain = papersBy?.certain === true && makeUpBy?.certain === true;
  return {
    title: textFor(wording, 'circular.title', { year: opened.evaluatedYear }),
    text: [head(rests, asked), naming(rests, asked), closing(rests, asked, by)].join(languageIn(wording) === 'en' ? ' ' : '').trim(),
    ...by,
    /** Whether the state's calendar reaches that far. */
    certain,
    note: calendarNote(by.makeUpBy > by.papersBy ? by.makeUpBy : by.papersBy, asked.calendar, wording) || null,
    annex: rests.named.map(({ federation, name, papers: late, missing }) => ({ federation, name, papers: late, missing, text: textFor(wording, 'circular.annex', { name, papers: papersInWords(late, asked) }) })),
  };
}

function head({ figures: { should, held } }: CircularRests, { campaign: { wording }, on, issuer }: CircularAsked): string {
  const scope = textFor(wording, `circular.scope.${scopeOf(issuer)}`);
  return textFor(wording, 'circular.head', { on: inFull(languageIn(wording), on), scope, should, held, notHeld: should - held, percent: percent({ n: held, m: should }) });
}

/** What a general federation is called after: 海口市总工会. */
const places = [['自治区', 'region'], ['省', 'province'], ['市', 'city'], ['县', 'county'], ['旗', 'banner'], ['区', 'district'], ['镇', 'township'], ['乡', 'rural'], ['街道', 'street']] as const;

/** 全市, 全县, 全区 by the place that names the federation, else by its level; 全系统 of an industrial one. */
export function scopeOf(issuer: Issuer | undefined): string {
  if (issuer === undefined || issuer.line === 'industrial') return 'system';
  const [, place = ''] = /^(.*?)(总工会|工会)?(委员会)?$/.exec(issuer.name) ?? [];
  return places.find(([ending]) => place.endsWith(ending))?.[1] ?? issuer.level ?? 'system';
}

function naming({ named }: CircularRests, asked: CircularAsked): string {
  if (named.length === 0) return '';
  const { wording, opened } = asked.campaign;
  const first = named.slice(0, namesInText).map(({ name }) => name).join(textFor(wording, 'list.separator'));
  const names = named.length > namesInText ? textFor(wording, 'circular.names', { first, count: named.length }) : first;
  const owing = named.filter(({ missing }) => missing).length;
  const reminded = owing === 0 || asked.reminded === 0 ? undefined : textFor(wording, owing === named.length ? 'circular.reminded' : 'circular.remindedSome', { owing, times: numberWord(languageIn(wording), asked.reminded), n: asked.reminded });
  const late = papers.filter((paper) => named.some((one) => one.papers.includes(paper)));
  const notice = opened.notice?.title ?? textFor(wording, 'circular.notice');
  return textFor(wording, 'circular.named', { names, notice, documentNumber: opened.notice?.documentNumber, papers: papersInWords(late, asked), reminded });
}

/** What is asked of whom: of those whose papers are missing or came late, and of unions that did not hold the evaluation. */
const closings = {
  missing: { unheld: 'circular.closing.missingMakeUp', allHeld: 'circular.closing.missing' },
  late: { unheld: 'circular.closing.lateMakeUp', allHeld: 'circular.closing.late' },
  none: { unheld: 'circular.closing.noneMakeUp', allHeld: 'circular.closing.noneMakeUp' },
} as const;

function closing({ figures: { should, held }, named }: CircularRests, { campaign: { wording }, on }: CircularAsked, by: { readonly papersBy: PlainDate; readonly makeUpBy: PlainDate }): string {
  if (named.length === 0 && held >= should) return '';
  const whom = named.length === 0 ? 'none' : named.some(({ missing }) => missing) ? 'missing' : 'late';
  const language = languageIn(wording);
  const [papersBy, makeUpBy] = [by.papersBy, by.makeUpBy].map((date) => (date.slice(0, 4) === on.slice(0, 4) ? withoutYear(language, date) : inFull(language, date)));
  return textFor(wording, closings[whom][held < should ? 'unheld' : 'allHeld'], { papersBy, makeUpBy });
}

/** 检查、推荐和总结材料. */
function papersInWords(late: readonly Paper[], { campaign: { wording } }: CircularAsked): string {
  const words = late.map((paper) => textFor(wording, `circular.paper.${paper}`));
  const [first, last] = [words.slice(0, -1).join(textFor(wording, 'list.separator')), words.at(-1)];
  return textFor(wording, first === '' ? 'circular.papers.one' : 'circular.papers.more', { first, last });
}

const dateIn = (language: Language, date: PlainDate, parts: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...parts, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
const inFull = (language: Language, date: PlainDate): string => dateIn(language, date, { year: 'numeric', month: 'long', day: 'numeric' });
const withoutYear = (language: Language, date: PlainDate): string => dateIn(language, date, { month: 'long', day: 'numeric' });
