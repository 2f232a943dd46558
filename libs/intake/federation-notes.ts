import { nameKey, type Fault } from '#sheets';
import { codeKey, type KnownFederation } from './known-register.js';
import type { RegisterEntry } from './register-entry.js';

/** What a row says of a known federation otherwise than the register has it: told, and not taken. What it leaves open, or says less exactly, says nothing. */
export function otherwise(entry: RegisterEntry, known: KnownFederation): readonly Fault[] {
  const { name = '', federationKind, line, level, code = '', foundedOn } = entry;
  const told: readonly (readonly [field: string, value: string | undefined, known: string | null | undefined, isSame?: boolean])[] = [
    ['name', entry.name, known.name, [known.name, ...(known.formerNames ?? [])].some((one) => nameKey(one) === nameKey(name))],
    ['federationKind', federationKind, known.kind],
    ['line', line, known.line],
    ['level', level, known.level],
    ['code', entry.code, known.organisationCode, codeKey(code) === codeKey(known.organisationCode ?? '')],
    ['foundedOn', foundedOn, known.from, foundedOn?.startsWith('--') === true || known.from?.startsWith(foundedOn ?? '') === true],
  ];
  const differing = told.flatMap(([field, value, there, isSame = value === there]) => (value === undefined || there === undefined || isSame ? [] : [{ code: 'federation-otherwise', field, details: { value, ...(there === null ? {} : { known: there }) } }]));
  return known.from === null ? [...differing, ...founding(entry)] : differing;
}

/** A time of founding that the register cannot keep: a month or day of a year that nobody says. */
export const founding = ({ foundedOn }: RegisterEntry): readonly Fault[] => (foundedOn?.startsWith('--') === true ? [{ code: 'founding-without-year', field: 'foundedOn', details: { value: foundedOn } }] : []);
