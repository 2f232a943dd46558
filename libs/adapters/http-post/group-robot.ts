import { bodyFor, refused, type Channel, type OutgoingNotice, type SendResult } from '#reminders';
import { postJson, type PostLimits } from './post.js';
import { robotAnswer, withoutSecrets, type BusyCodes } from './robot-answer.js';

/** What is a vendor's own: where and how its robot is asked, what is secret of it, and which codes of an answer mean "later". */
export type RobotCall = { readonly url: URL; readonly body: object; readonly secrets: readonly string[]; readonly busy: BusyCodes };

/** The first of the names, in the order of the alphabet, that lead to the same robot: its vendor counts the messages of all of them together. */
export function firstNameOf(robot: string, keys: ReadonlyMap<string, string>): string {
  const key = keys.get(robot);
  return [...keys].flatMap(([name, other]) => (other === key ? [name] : [])).toSorted()[0] ?? robot;
}

/** One message to a group robot: a vendor's call for the address and the text, or no call where nobody configured one under that name. */
export async function tellRobot(channel: Pick<Channel, 'name' | 'form' | 'byteLimit'>, notice: OutgoingNotice, { call, ...limits }: PostLimits & { readonly call: (content: string) => RobotCall | undefined }): Promise<SendResult> {
  const content = bodyFor(channel, notice);
  if (typeof content !== 'string') return content;
  const asked = call(content);
  if (asked === undefined) return refused('never', 'address-unknown', `no robot "${notice.recipient.address}" of the channel ${channel.name} is configured`);
  const posted = await postJson({ url: asked.url, body: JSON.stringify(asked.body) }, limits);
  return withoutSecrets(robotAnswer(posted, asked.busy), asked.secrets);
}
