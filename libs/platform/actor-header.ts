import { isId, isStreamName, type Actor } from '#kernel';
import { problem, wrongHeader } from './problem.js';

const office = /^[a-z][A-Za-z0-9]{0,31}$/;
const parts = new Set(['office', 'body', 'person', 'onBehalfOf', 'basis', 'appointment']);

/** What an entry on behalf (代录) rests on: said, or a scanned sheet by its SHA-256. */
const basis = /^(telephone|letter|visit|sheet:[0-9a-f]{64})$/;
const isBasis = (text: string): boolean => basis.test(text);

/**
 * Who acts, as `Pingjia-Actor: office=chair;body=union-centre[;person=P][;onBehalfOf=union-U;basis=telephone]` claims. Unverified until
 * access control exists, and recorded as such. @throws Problem
 */
export function actorOf(header: string | readonly string[] | undefined): Actor {
  if (header === undefined || header === '') throw problem('actor-missing');
  const text = String(header);
  const fields = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name = '', value = ''] = part.trim().split('=');
    if (!parts.has(name) || fields.has(name)) throw wrong(text);
    fields.set(name, value);
  }
  const [role = '', body = ''] = [fields.get('office'), fields.get('body')];
  if (!office.test(role) || !isStreamName(body)) throw wrong(text);
  return {
    kind: 'person',
    office: role,
    bodyId: body,
    ...named('personId', fields.get('person'), isId, text),
    ...named('onBehalfOf', fields.get('onBehalfOf'), isStreamName, text),
    ...named('basis', fields.get('basis'), isBasis, text),
    ...named('appointment', fields.get('appointment'), isId, text),
    assurance: 'unverified',
  };
}

function named<K extends string>(key: K, value: string | undefined, valid: (text: string) => boolean, header: string): { [P in K]?: string } {
  if (value === undefined) return {};
  if (!valid(value)) throw wrong(header);
  return { [key]: value } as { [P in K]?: string };
}

const wrong = (header: string) => wrongHeader('Pingjia-Actor', header, 'actor');
