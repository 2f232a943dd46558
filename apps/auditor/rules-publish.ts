import { ruleSetDigest } from '#platform';
import type { RuleSet } from '#rules';
import { exitCodes, say, type Asked, type Output } from './rules-output.js';

/** How long a server may take, in milliseconds. */
const patienceMs = 30_000;

type Answer = { readonly title?: string; readonly detail?: string };

/** Publishes a rule set through a server's HTTP API, as an officer of the federation that issues it unless told otherwise. */
export async function publish(ruleSet: RuleSet, { options, languages }: Asked, output: Output): Promise<number> {
  const { url = '', as = `office=officer;body=federation-${ruleSet.issuer}` } = options;
  try {
    const answer = await fetch(new URL('/v1/rule-sets', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'pingjia-actor': as, 'accept-language': languages[0] ?? 'en' },
      body: JSON.stringify({ ruleSet }),
      signal: AbortSignal.timeout(patienceMs),
    });
    if (answer.ok) {
      say(output.out, languages, 'published', { id: ruleSet.id, version: ruleSet.version, digest: ruleSetDigest(ruleSet) });
      return exitCodes.good;
    }
    const { title = '', detail = '' } = (await answer.json().catch(() => ({}))) as Answer;
    say(output.err, languages.slice(0, 1), 'notPublished', { status: answer.status, title, detail });
    return exitCodes.faulty;
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    say(output.err, languages, 'noServer', { url, reason: cause?.code ?? (error as Error).message });
    return exitCodes.unusable;
  }
}
