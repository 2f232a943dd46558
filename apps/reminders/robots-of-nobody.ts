import type { Node } from '#platform';

/** The robots and webhooks, `wecom name`, that bear the id of no federation: one may come later, or the name is misspelt and nobody is ever told there. */
export async function robotsOfNobody({ wecom, dingtalk, webhook }: Node['config']['channels'], isKnown: (federation: string) => Promise<boolean>): Promise<readonly string[]> {
  const named = Object.entries({ wecom, dingtalk, webhook }).flatMap(([channel, those]) => [...(those?.keys() ?? [])].map((name) => ({ channel, name })));
  const known = await Promise.all(named.map(({ name }) => isKnown(name)));
  return named.flatMap(({ channel, name }, index) => (known[index] === true ? [] : [`${channel} ${name}`]));
}
