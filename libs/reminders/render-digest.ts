import { dayNumber, dayOf } from '#kernel';
import type { Channel, MessageForm, OutgoingNotice } from './channel.port.js';
import type { DigestContent, DigestLine } from './digest-content.js';
import { overdueIn, type OwedBy } from './due-counts.js';
import { isWithinBytes } from './outgoing.js';
import { clockText } from './windows.js';

/** Looks a template up and fills it: `say('digest.title', { nth: 2 })`. */
export type Say = (key: string, details?: Readonly<Record<string, unknown>>) => string;
export type RenderedDigest = Pick<OutgoingNotice, 'subject' | 'text' | 'markdown' | 'html' | 'parameters'>;
const everyForm = ['text', 'markdown', 'html'] as const satisfies readonly MessageForm[];

/** Characters of a subject; mail servers fold longer ones. */
const maxSubjectCharacters = 100;

/** The forms that a channel reads. */
export const formsOf = ({ form, beside = [] }: Pick<Channel, 'form' | 'beside'>): readonly MessageForm[] => [...(form === 'parameters' ? [] : [form]), ...beside];

/**
 * The message in these forms (in all, where none are named; the others are empty), each within `byteLimit` bytes of UTF-8: as many
 * lines as fit, then how many there are. Where not even one fits, the figures and the contact are left out too.
 * @throws RangeError when not even the heading fits
 */
export function renderDigest(content: DigestContent, { say, byteLimit, forms = everyForm }: { readonly say: Say; readonly byteLimit: number; readonly forms?: readonly MessageForm[] }): RenderedDigest {
  const [text, markdown, html] = everyForm.map((form) => (forms.includes(form) ? fitted(content, { say, form, byteLimit }) : '')) as [string, string, string];
  const subject = Array.from(`${say(`digest.title.${content.grade}`, content)} ${say('digest.about', { evaluatedYear: content.evaluatedYear, name: plain(content.recipient.name) })}`).slice(0, maxSubjectCharacters).join('');
  const parameters = { year: String(content.evaluatedYear), count: String(content.due), overdue: String(overdueIn(content)), nth: String(content.nth) };
  return { subject, text, markdown, html, parameters };
}

type Rendering = { readonly say: Say; readonly form: MessageForm; readonly byteLimit: number };

function fitted(content: DigestContent, rendering: Rendering): string {
  const fits = (shown: number, whole: boolean) => {
    const text = assembled(content, { ...rendering, shown, whole });
    return isWithinBytes(text, rendering.byteLimit) ? text : undefined;
  };
  const whole = fits(content.lines.length, true);
  if (whole !== undefined) return whole;
  // The most lines that fit: bytes only grow with them.
  let [least, most] = [0, Math.max(0, content.lines.length - 1)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(middle, true) === undefined) most = middle - 1;
    else least = middle;
  }
  const text = fits(least, true) ?? fits(0, false);
  if (text === undefined) throw new RangeError(`a ${rendering.form} of ${rendering.byteLimit} bytes holds not even the heading of a message`);
  return text;
}

type Shown = Rendering & { readonly shown: number; readonly whole: boolean };

/** Heading, figures, lines, what is asked, links and contact, in the layout of each form. */
function assembled(content: DigestContent, { say, form, shown, whole }: Shown): string {
  const mark = marks[form];
  const { recipient, evaluatedYear, links, contact, calendarEnds } = content;
  const parts: readonly (string | undefined)[] = [
    mark.title(mark.safe(say(`digest.title.${content.grade}`, content))),
    mark.opening(mark.safe(say('digest.about', { evaluatedYear, name: recipient.name })), mark.safe(say('digest.until', when(content, say)))),
    ...(whole ? figures(content, { say, form }).map(mark.figure) : []),
    ...lists(content, { say, form, shown }),
    ...(whole ? [mark.apart(mark.plain(mark.safe(say(`digest.${askOf(content)}`, { ...asked(content, say), tasks: tasksOf(content, say) })))), mark.plain(mark.safe(say('digest.onPaper')))] : []),
    whole && calendarEnds !== undefined ? mark.faint(mark.safe(say('step.calendarEnds', { year: Number(calendarEnds.slice(0, 4)) + 1, after: calendarEnds }))) : undefined,
    links === undefined ? undefined : [mark.link(say('digest.linkList'), links.list), mark.link(say('digest.linkAcknowledge'), links.acknowledge)].join(mark.between),
    whole && contact !== undefined ? mark.faint(mark.safe(say('digest.contact', contact))) : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(mark.paragraph);
}

/** A federation is asked to see to its units, and to do what is its own to do; whoever owes it, to hand it in. */
function askOf(content: DigestContent): 'ask' | 'askUnits' | 'askTasks' | 'askInTime' {
  if (overdueIn(content) === 0) return 'askInTime';
  if (content.recipient.kind !== 'federation') return 'ask';
  return content.ownOverdue + content.belowOverdue === 0 ? 'askUnits' : 'askTasks';
}

/** What a federation is asked where more is overdue than what its units owe. */
function tasksOf({ overdue, itemsOverdue, ownOverdue, belowOverdue }: DigestContent, say: Say): string {
  const tasks = [ownOverdue > 0 ? ['own'] : [], overdue + itemsOverdue > 0 ? ['units'] : [], belowOverdue > 0 ? ['below'] : []].flat();
  return tasks.map((task) => say(`digest.task.${task}`)).join(say('list.separator'));
}

/** Who did not hand in, what federations are to do, which items of rectification are overdue, what is due soon: each under its own heading with how many there are; the first is there without any line too. */
function lists(content: DigestContent, { say, form, shown }: Pick<Shown, 'say' | 'form' | 'shown'>): readonly string[] {
  const mark = marks[form];
  let room = shown;
  return sectionsOf(content).flatMap(({ heading, count, lines }, section) => {
    const named = lines.slice(0, room);
    room -= named.length;
    if (named.length === 0 && section > 0) return [];
    const head = mark.apart(mark.strong(mark.safe(say(`digest.${heading}`, { count, ...(named.length > 0 && named.length < count ? { shown: named.length } : {}) }))));
    return [head, ...(named.length === 0 ? [] : [named.map((line, index) => mark.line(index + 1, lineText(line, { say, form }))).join(mark.lineEnd)])];
  });
}

type Section = { readonly heading: 'listUnits' | 'listOverdue' | 'listOwn' | 'listBelow' | 'listItems' | 'listDue'; readonly count: number; readonly lines: readonly DigestLine[] };

/** Of one unit each line is another thing; of a federation's each stands for a unit, items apart. */
function sectionsOf(content: DigestContent): readonly Section[] {
  const { recipient, lines, due, overdue, itemsOverdue, ownOverdue, belowOverdue } = content;
  const late = lines.filter(({ workingDaysLeft }) => workingDaysLeft < 0);
  const steps = late.filter(({ state }) => state !== 'item');
  // Whose they are says the heading.
  const of = (who: OwedBy) => steps.flatMap(({ owedBy, ...line }) => (owedBy === who ? [line] : []));
  const sections: readonly Section[] = [
    { heading: recipient.kind === 'federation' ? 'listUnits' : 'listOverdue', count: overdue, lines: steps.filter(({ owedBy }) => owedBy === undefined) },
    { heading: 'listOwn', count: ownOverdue, lines: of('recipient') },
    { heading: 'listBelow', count: belowOverdue, lines: of('below') },
    { heading: 'listItems', count: itemsOverdue, lines: late.filter(({ state }) => state === 'item') },
    { heading: 'listDue', count: due - overdueIn(content), lines: lines.filter(({ workingDaysLeft }) => workingDaysLeft >= 0) },
  ];
  return sections.filter(({ count }) => count > 0);
}

function figures({ recipient, figures: board, overdue, dueSoon, ...more }: DigestContent, { say, form }: Pick<Rendering, 'say' | 'form'>): readonly string[] {
  const { safe, good, bad, bold } = marks[form];
  const keys = recipient.kind === 'federation' ? { late: 'digest.overdueUnits', soon: 'digest.dueSoonUnits' } : { late: 'digest.overdue', soon: 'digest.dueSoon' };
  const told = (key: string, n: number, mark = bad) => (n > 0 ? [say(key, { count: mark(String(n)), n })] : []);
  const apart = (['ownOverdue', 'belowOverdue', 'itemsOverdue'] as const).flatMap((count) => told(`digest.${count}`, more[count]));
  const tally = [...told(keys.late, overdue), ...told(keys.soon, dueSoon, String), ...apart];
  return [
    ...(board === undefined || board.should === 0 ? [] : [say('digest.coverage', { should: bold(String(board.should)), held: good(String(board.held)), share: safe(say('digest.share', { n: board.held, m: board.should })) })]),
    ...(tally.length === 0 ? [] : [tally.join(say('digest.semicolon'))]),
  ];
}

function lineText({ name, units, step, workingDaysLeft, state, owedBy }: DigestLine, { say, form }: Pick<Rendering, 'say' | 'form'>): string {
  const { safe, bad } = marks[form];
  const late = workingDaysLeft < 0 ? say('digest.late', { days: bad(String(-workingDaysLeft)), n: -workingDaysLeft }) : workingDaysLeft === 0 ? say('digest.today') : say('digest.left', { days: String(workingDaysLeft), n: workingDaysLeft });
  return say('digest.line', { name: safe(name), ...(units === undefined ? {} : { units }), what: safe(say(`owed.${step}`)), ...(owedBy === undefined ? {} : { by: say(`digest.by.${owedBy}`) }), late, ...(state === 'returned' ? { returned: say('digest.returned') } : {}) });
}

/** One line of a message as plain text, for pages that show the same. */
export const lineInWords = (line: DigestLine, say: Say): string => lineText(line, { say, form: 'text' });

/** The moment as a reader's words: 12月22日, 9:00. */
const when = ({ at }: DigestContent, say: Say) => ({ day: dayInWords(dayOf(at), say), clock: clockText(at) });

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'] as const;
/** Without its year: a message is of these days. */
const dayInWords = (day: string, say: Say): string => say('digest.day', { month: say(`month.${months[Number(day.slice(5, 7)) - 1] ?? 'january'}`), dayOfMonth: Number(day.slice(8)) });
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** Monday 1970-01-05 is day 4. */
const asked = ({ submitBy }: DigestContent, say: Say) => ({ day: dayInWords(submitBy, say), weekday: say(`weekday.${weekdays[(((dayNumber(submitBy) - 4) % 7) + 7) % 7] ?? 'monday'}`) });

/** Names come from others: nothing in them may act as a mark of the form they stand in. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
const escaped = (text: string): string => plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const unmarked = (text: string): string => plain(text).replaceAll(/[\\`*_[\]<>#|~]/g, '');
const same = (text: string): string => text;

const marks = {
  text: {
    safe: plain, good: same, bad: same, bold: same, title: same, strong: same, plain: same, faint: same, figure: same, apart: same,
    opening: (about: string, until: string) => `${about}${until}`,
    line: (n: number, text: string) => `${n}. ${text}`,
    link: (name: string, url: string) => `${name} ${url}`,
    lineEnd: '\n', between: '\n', paragraph: '\n',
  },
  markdown: {
    safe: unmarked,
    good: (text: string) => `<font color="info">${text}</font>`,
    bad: (text: string) => `<font color="warning">${text}</font>`,
    bold: (text: string) => `**${text}**`,
    title: (text: string) => `## ${text}`,
    strong: (text: string) => `**${text}**`,
    opening: (about: string, until: string) => `**${about}**${until}`,
    // Without an empty line it would go on with the quotation or the list before.
    apart: (text: string) => `\n${text}`,
    plain: same,
    faint: (text: string) => `<font color="comment">${text}</font>`,
    figure: (text: string) => `> ${text}`,
    line: (n: number, text: string) => `${n}. ${text}`,
    link: (name: string, url: string) => `[${name}](${url})`,
    lineEnd: '\n', between: '  ', paragraph: '\n',
  },
  html: {
    safe: escaped,
    good: (text: string) => `<b>${text}</b>`,
    bad: (text: string) => `<b style="color:#c00">${text}</b>`,
    bold: (text: string) => `<b>${text}</b>`,
    title: (text: string) => `<h2>${text}</h2>`,
    strong: (text: string) => `<p><b>${text}</b></p>`,
    opening: (about: string, until: string) => `<p><b>${about}</b>${until}</p>`,
    apart: same,
    plain: (text: string) => `<p>${text}</p>`,
    faint: (text: string) => `<p style="color:#666">${text}</p>`,
    figure: (text: string) => `<p>${text}</p>`,
    line: (n: number, text: string) => `<p>${n}. ${text}</p>`,
    link: (name: string, url: string) => `<a href="${escaped(url)}">${name}</a>`,
    lineEnd: '\n', between: ' ', paragraph: '\n',
  },
} as const;
