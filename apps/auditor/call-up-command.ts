import { parseArgs } from 'node:util';
import { languages, textFor, type Language } from '#platform';

type Details = Readonly<Record<string, unknown>>;

/** Where lines go, and how long to wait between two looks at the progress, in milliseconds. */
export type CallUpOutput = { readonly out: (line: string) => void; readonly progress: (line: string) => void; readonly pauseMs: number };

/** One request looks at 2,000 unions and calls up 500 of them. */
const patienceMs = 120_000;
const barWidth = 30;

type CampaignNow = { readonly federation: string; readonly calledUp: number; readonly opened: number };
type CalledNow = { readonly calledUp: number; readonly passedOver: Readonly<Record<string, number>>; readonly unions?: number; readonly next?: string };
type Server = { readonly url: string; readonly language: Language; readonly actor: string | undefined };
type Reply = { readonly status: number; readonly body: unknown; /** Of the log, up to which a read has to show it. */ readonly position: string | null };

/**
 * Calls up all that a campaign is for, and waits until each has its evaluation. Broken off anywhere, it is begun again and
 * goes on. @returns 0 when all is opened, 1 when the server refuses, 2 when it cannot be asked or the usage is wrong
 */
export async function callUpAll(args: readonly string[], output: CallUpOutput): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, strict: false, options: { url: { type: 'string' }, as: { type: 'string' }, lang: { type: 'string' } } });
  const language = languages.find((one) => one === values['lang']) ?? 'zh-CN';
  const say = (key: string, details: Details = {}) => output.out(textFor(language, `callUp.${key}`, details));
  const [campaign] = positionals;
  if (campaign === undefined || typeof values['url'] !== 'string') return say('usage'), 2;
  const server: Server = { url: values['url'], language, actor: typeof values['as'] === 'string' ? values['as'] : undefined };
  try {
    const found = await ask(server, `/v1/campaigns/${campaign}`);
    if (found.status !== 200) return say('refused', problemIn(found)), 1;
    const actor = server.actor ?? `office=officer;body=federation-${(found.body as CampaignNow).federation}`;
    const called = await callUpPages({ ...server, actor }, campaign, output);
    if ('status' in called) return say('refused', problemIn(called)), 1;
    const opened = await untilOpened(server, { campaign, position: called.position }, output);
    if ('status' in opened) return say('refused', problemIn(opened)), 1;
    say('done', { newly: called.calledUp, ...called.passedOver, calledUp: opened.calledUp });
    return 0;
  } catch (error) {
    say('noServer', { url: server.url, reason: (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message });
    return 2;
  }
}

type Called = { readonly calledUp: number; readonly passedOver: Readonly<Record<string, number>>; readonly position: string | null };

async function callUpPages(server: Server, campaign: string, output: CallUpOutput): Promise<Called | Reply> {
  let calledUp = 0;
  let unions = 0;
  const passedOver: Record<string, number> = {};
  for (let cursor: string | undefined; ; ) {
    const answer = await ask(server, `/v1/campaigns/${campaign}/call-up-scope`, { body: cursor === undefined ? {} : { cursor } });
    if (answer.status !== 200) return answer;
    const page = answer.body as CalledNow;
    calledUp += page.calledUp;
    unions = page.unions ?? unions;
    for (const [reason, count] of Object.entries(page.passedOver)) passedOver[reason] = (passedOver[reason] ?? 0) + count;
    const looked = calledUp + Object.values(passedOver).reduce((sum, count) => sum + count, 0);
    output.progress(textFor(server.language, 'callUp.calling', { bar: bar(looked, unions), looked, unions }));
    if (page.next === undefined) return { calledUp, passedOver, position: answer.position };
    cursor = page.next;
  }
}

/** Asks for what was called up until the last answer came: a view that is behind would tell of fewer, and that all of those are opened. */
async function untilOpened(server: Server, { campaign, position }: { readonly campaign: string; readonly position: string | null }, output: CallUpOutput): Promise<CampaignNow | Reply> {
  for (;;) {
    const answer = await ask(server, `/v1/campaigns/${campaign}`, position === null ? {} : { position });
    if (answer.status === 200) {
      const now = answer.body as CampaignNow;
      output.progress(textFor(server.language, 'callUp.opening', { bar: bar(now.opened, now.calledUp), opened: now.opened, calledUp: now.calledUp }));
      if (now.opened >= now.calledUp) return now;
    } else if (problemIn(answer)['code'] !== 'view-behind') return answer;
    await new Promise((resolve) => setTimeout(resolve, output.pauseMs));
  }
}

async function ask({ url, language, actor }: Server, path: string, { body, position }: { readonly body?: object; readonly position?: string } = {}): Promise<Reply> {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const headers = { 'accept-language': language, ...(body === undefined ? {} : { 'content-type': 'application/json', 'pingjia-actor': actor ?? '' }), ...(position === undefined ? {} : { 'pingjia-position': position }) };
  const response = await fetch(new URL(path, url), { headers, ...sent, signal: AbortSignal.timeout(patienceMs) });
  return { status: response.status, body: await response.json(), position: response.headers.get('pingjia-position') };
}

const problemIn = ({ status, body }: Reply): Details => ({ status, title: '', detail: '', ...(body as object) });

/** `██████░░░░`: the bar of what is done of all. */
function bar(done: number, all: number): string {
  const full = all === 0 ? barWidth : Math.min(barWidth, Math.floor((done * barWidth) / all));
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}
