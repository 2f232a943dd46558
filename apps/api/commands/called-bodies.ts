import type { Refusal } from '#kernel';
import { Problem, textFor, type Language, type Node } from '#platform';
import type { RuleSetNow } from '../queries/as-of.js';
import { statusOfRefusal } from '../refusal-codes.js';

/** Details of refusals that name one body of the register, and of which kind it is; `body` says that itself. */
const naming: Readonly<Record<string, 'federation' | 'union' | 'body'>> = { body: 'body', federation: 'federation', by: 'federation', superior: 'federation', union: 'union' };

/** A rule's no as an answer, in the words of people. `ruleSet`: whose words it uses. */
export async function refused(node: Pick<Node, 'views'>, { refused: code, details }: Refusal, { language, ruleSet }: { readonly language: Language; readonly ruleSet?: RuleSetNow | undefined }): Promise<Problem> {
  return new Problem(statusOfRefusal(code), code, details, [], ruleSet, await calledBodies(node, details, language));
}

/** How people call the bodies that a refusal names by their ids: name, and code where there is one. Who is not in the register is left as it is. */
export async function calledBodies({ views }: Pick<Node, 'views'>, details: Refusal['details'], language: Language): Promise<Readonly<Record<string, string>>> {
  const called: Record<string, string> = {};
  for (const [detail, value] of Object.entries(details)) {
    const [kind, id] = bodyIn(detail, value);
    const row = kind === 'federation' ? await views.federations.get(id) : kind === 'union' ? await views.unions.get(id) : undefined;
    if (row !== undefined) called[detail] = textFor(language, 'body.called', { name: row.name, code: row.code ?? undefined });
  }
  return called;
}

function bodyIn(detail: string, value: unknown): readonly [kind: string, id: string] {
  const kind = Object.hasOwn(naming, detail) ? naming[detail] : undefined;
  if (kind === undefined || typeof value !== 'string') return ['', ''];
  if (kind !== 'body') return [kind, value];
  const [, of = '', id = ''] = /^(federation|union)-(.+)$/.exec(value) ?? [];
  return [of, id];
}
