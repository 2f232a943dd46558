import type { PlainDate } from '#kernel';
import { textFor, type Language } from '#platform';

/** What the page of a link says. */
export type AnswerPage = {
  readonly language: Language;
  /** The message it is about: its subject; absent where nobody may see it or views are away. */
  readonly subject?: string | undefined;
  /** What became of it, in a line or two. */
  readonly said?: { readonly heading: string; readonly lines: readonly string[] } | undefined;
  /** What the notice is about, as it stands now; `next`: the page that goes on. */
  readonly list?: { readonly heading: string; readonly lines: readonly string[]; readonly startsWith: number; readonly next?: number } | undefined;
  /** Asks for an answer. `covers`: so many of what it is about, where the rest is beyond it; `fault`: what was wrong with the last one, `typed`. */
  readonly form?: { readonly first: PlainDate; readonly last: PlainDate; readonly covers?: { readonly shown: number; readonly rest: number } | undefined; readonly fault?: string | undefined; readonly typed?: string | undefined } | undefined;
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Plain HTML for any browser, also an old telephone's: no script, nothing loaded. Addresses are relative, for it may stand behind another. */
export function answerPage({ language, subject, said, list, form }: AnswerPage): string {
  const say = (key: string, details = {}) => escaped(textFor(language, `answer.${key}`, details));
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${say('title')}</title>`,
    '<style>body{font:18px/1.6 sans-serif;max-width:40em;margin:1em auto;padding:0 1em}h1{font-size:1.2em}h2{font-size:1.1em}input,button{font-size:1em;padding:.5em;margin:.3em 0}.fault{color:#b00}small{color:#555}</style></head><body>',
    `<h1>${subject === undefined ? say('title') : escaped(subject)}</h1>`,
    ...(said === undefined ? [] : [`<h2>${escaped(said.heading)}</h2>`, ...said.lines.map((line) => `<p>${escaped(line)}</p>`)]),
    ...(form === undefined ? [] : formOf(form, say)),
    ...(list === undefined ? [] : [`<h2>${escaped(list.heading)}</h2>`, `<ol start="${list.startsWith}">`, ...list.lines.map((line) => `<li>${escaped(line)}</li>`), '</ol>', ...(list.next === undefined ? [] : [`<p><a href="?page=${list.next}">${say('more')}</a></p>`])]),
    '</body></html>',
  ].join('\n');
}

function formOf({ first, last, covers, fault, typed }: NonNullable<AnswerPage['form']>, say: (key: string, details?: object) => string): readonly string[] {
  return [
    `<form method="post" id="answer"><h2>${say('reply')}</h2>`,
    ...(fault === undefined ? [] : [`<p class="fault">${escaped(fault)}</p>`]),
    `<p><label for="day">${say('day')}</label><br><input id="day" name="willSubmitBy" type="date" min="${first}" max="${last}" required placeholder="${first}"${typed === undefined ? '' : ` value="${escaped(typed)}"`}><br><small>${say('hint', { first, last, ...covers })}</small></p>`,
    `<p><button type="submit">${say('button')}</button></p><p><small>${say('lookOnly')}</small></p></form>`,
  ];
}
