import type { HttpClient } from './http-client.js';
import type { Played } from './play.js';
import { isRemind, type PopulationOfScenario } from './scenario.js';
import { lastOf } from './evaluations.js';
import { say, type Language } from './wording.js';

type Message = { readonly noticeId: string; readonly recipient: { readonly id: string }; readonly text: string; readonly language: Language };
type Overdue = { readonly union: string; readonly unionName: string; readonly step: string; readonly superior: string };
type Explanation = { readonly unitName: string; readonly stepText: string; readonly on: string; readonly things: readonly { readonly owed: boolean; readonly dueOn: string; readonly levels: readonly { readonly recipient: string; readonly text: string }[] }[] };
type Asking = { readonly client: HttpClient; readonly campaign: string; readonly root: string; readonly position: { readonly position?: string } };

/** The most messages of a day that are counted, and late unions that are looked through for one to explain: what one page holds. */
const mostLooked = 200;
/** Lines of a digest that are shown: its head with the first that are late, and what it asks for. */
const [shownFirst, shownLast] = [10, 5];

/**
 * What the reminders of a scenario came to, day by day on which something went out: how many digests, one of them as it was
 * sent, and of one union that it is about, who was told and who not, and why. Nothing where nothing went out. @throws Unreachable
 */
export async function reminderLines({ campaign, root }: PopulationOfScenario, client: HttpClient, played: Played): Promise<readonly string[]> {
  const { position } = lastOf(played);
  const asking: Asking = { client, campaign, root: root.id, position: position === undefined ? {} : { position } };
  const days = new Set(played.steps.flatMap(({ step }) => (isRemind(step) ? [step.remind.at.slice(0, 10)] : [])));
  const told: string[] = [];
  for (const day of days) told.push(...(await ofDay(day, asking)));
  return told;
}

async function ofDay(day: string, asking: Asking): Promise<readonly string[]> {
  const { client } = asking;
  const { messages = [] } = await read<{ readonly messages: readonly Message[] }>(asking, `/v1/outbox?day=${day}&limit=${mostLooked}`);
  // The outbox holds the messages of every campaign; a notice's id names its own.
  const sent = messages.filter(({ noticeId }) => noticeId.split('.').includes(asking.campaign));
  // A town's own is about its unions; that of the whole district goes on for pages.
  const first = sent.find(({ recipient }) => recipient.id !== `federation.${asking.root}`) ?? sent[0];
  if (first === undefined) return [];
  return [
    say(client.language, 'reminders.head', { day, sent: sent.length }),
    say(client.language, first.language === client.language ? 'reminders.first' : 'reminders.firstAsSent', { recipient: await nameOf(first.recipient.id, asking) }),
    ...shortened(first.text.split('\n'), client.language).map((line) => `    ${line}`.trimEnd()),
    ...(await explained(first, day, asking)),
  ];
}

/** A digest names hundreds: its beginning and its end are shown. */
function shortened(lines: readonly string[], language: Language): readonly string[] {
  const left = lines.length - shownFirst - shownLast;
  return left <= 1 ? lines : [...lines.slice(0, shownFirst), say(language, 'reminders.left', { left }), ...lines.slice(-shownLast)];
}

/** The longest overdue of the unions below whoever was told: level by level. */
async function explained({ recipient }: Message, day: string, asking: Asking): Promise<readonly string[]> {
  const { unions = [] } = await read<{ readonly unions: readonly Overdue[] }>(asking, `/v1/campaigns/${asking.campaign}/overdue?asOf=${day}&limit=${mostLooked}`);
  const union = unions.find(({ superior }) => recipient.id === `federation.${superior}`) ?? unions[0];
  if (union === undefined) return [];
  const { unitName, stepText, things = [] } = await read<Explanation>(asking, `/v1/notices/explain?unit=union-${union.union}&step=${union.step}&on=${day}&campaign=${asking.campaign}`);
  const thing = things.find(({ owed }) => owed);
  if (thing === undefined) return [];
  const { language } = asking.client;
  const levels = await Promise.all(thing.levels.map(async ({ recipient: id, text }) => (id.startsWith('federation.') ? say(language, 'reminders.level', { text, name: await nameOf(id, asking) }) : text)));
  return [say(language, 'reminders.explained', { union: unitName ?? union.unionName, step: stepText ?? union.step, dueOn: thing.dueOn }), ...levels.map((text) => `    ${text}`)];
}

/** Of a recipient that is a federation. */
async function nameOf(id: string, asking: Asking): Promise<string> {
  const [, body = ''] = id.split('.');
  return (await read<{ readonly name: string }>(asking, `/v1/federations/${body}`)).name ?? id;
}

/** What the server shows, or nothing of it where it has none. */
async function read<T>({ client, position }: Asking, path: string): Promise<Partial<T>> {
  const { status, body } = await client.get(path, path.startsWith('/v1/outbox') ? {} : position);
  return status === 200 ? (body as T) : {};
}
