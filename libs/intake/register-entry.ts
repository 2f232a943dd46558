import { certainlyAfter, idPart, type PartialDate, type PlainDate } from '#kernel';
import type { UnionClass } from '#register';
import { compact, type Fault, type Line } from '#sheets';
import { superiorsIn } from './federation-words.js';
import { isUnionClass } from './register-table.js';

/** A row of a register as it was read: what it says of a union or a federation, and what is wrong with it by itself. */
export type RegisterEntry = {
  readonly sheet: string;
  readonly row: number;
  readonly what: 'union' | 'federation';
  readonly no?: string;
  readonly id?: string;
  readonly code?: string;
  readonly name?: string;
  readonly class?: UnionClass;
  /** By name, from its column or from the section it stands in. */
  readonly superior?: string;
  readonly staff?: number;
  readonly members?: number;
  readonly women?: number;
  readonly womenStaff?: number;
  readonly units?: number;
  readonly foundedOn?: PartialDate;
  readonly certificate?: string;
  readonly industry?: string;
  /** Of a federation: what it is, of which line, at which level, and to whom else it reports, by name. */
  readonly federationKind?: string;
  readonly line?: string;
  readonly level?: string;
  readonly alsoBelow?: readonly string[];
  readonly faults: readonly Fault[];
};

/** An entry, and the fault of a row that tells again of what an earlier one told of. */
export type SeenEntry = { readonly entry: RegisterEntry; readonly again?: Fault };

type EntryLine = Extract<Line, { kind: 'entry' }>;
type Asked = {
  readonly today: PlainDate;
  /** The sheet has a column for superiors: who leaves it blank forgot it. Otherwise all report to the federation that imports. */
  readonly namesSuperiors: boolean;
};

/** What a row says, judged by itself: what is missing, what contradicts itself. */
export function registerEntry({ sheet, row, values, faults, section }: EntryLine, { today, namesSuperiors }: Asked): RegisterEntry {
  const text = (field: string) => values[field] as string | undefined;
  const number = (field: string) => values[field] as number | undefined;
  const kind = text('class');
  const code = codeIn(text('code'));
  const id = idIn(text('id'));
  const superior = text('superior') ?? section;
  const entry = {
    sheet,
    row,
    what: kind === 'federation' ? ('federation' as const) : ('union' as const),
    ...given({
      no: text('no'),
      id: id?.id,
      code: code?.code,
      name: text('name'),
      class: kind !== undefined && isUnionClass(kind) ? kind : undefined,
      superior,
      staff: number('staff'),
      members: number('members'),
      women: number('womenMembers'),
      womenStaff: number('womenStaff'),
      units: number('units'),
      foundedOn: text('foundedOn'),
      certificate: text('certificate'),
      industry: text('industry'),
      ...(kind === 'federation' ? ofFederation(text) : {}),
    }),
  };
  const told = new Set(faults.map(({ field }) => field));
  const wrong = [...(id?.fault === undefined ? [] : [id.fault]), ...(code?.fault === undefined ? [] : [code.fault]), ...missing(entry, told, namesSuperiors), ...contradictions(entry, { today, told })];
  return { ...entry, faults: [...faults, ...wrong] };
}

const ofFederation = (text: (field: string) => string | undefined) => ({ federationKind: text('federationKind'), line: text('line'), level: text('level'), alsoBelow: text('alsoBelow') === undefined ? undefined : superiorsIn(text('alsoBelow') ?? '') });

/** Only what there is: fields that say nothing are absent. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const there: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const field in fields) if (fields[field] !== undefined) there[field] = fields[field] as Exclude<T[typeof field], undefined>;
  return there;
}

type Unjudged = Omit<RegisterEntry, 'faults'>;

/** What an entry cannot do without. A cell that could not be read is told already. */
function missing({ what, name, class: kind, superior, id, code }: Unjudged, told: ReadonlySet<string | undefined>, namesSuperiors: boolean): readonly Fault[] {
  const fault = (field: string, absent: boolean): readonly Fault[] => (absent && !told.has(field) ? [{ code: `${field}-missing`, field }] : []);
  const known = id !== undefined || code !== undefined;
  return [
    ...fault('name', name === undefined),
    ...fault('class', what === 'union' && kind === undefined && !known),
    ...fault('superior', superior === undefined && namesSuperiors && !known),
  ];
}

function contradictions({ what, class: kind, units, staff, members, women, womenStaff, foundedOn }: Unjudged, { today, told }: { readonly today: PlainDate; readonly told: ReadonlySet<string | undefined> }): readonly Fault[] {
  const faults: Fault[] = [];
  if (kind === 'jointUnion' && (units === undefined || units === 0) && !told.has('units')) faults.push({ code: 'joint-units-missing', field: 'units' });
  // Forms ask every union how many units it covers: one, itself, is what all but joint ones say.
  if (what === 'union' && kind !== undefined && kind !== 'jointUnion' && units !== undefined && units > 1) faults.push({ code: 'units-of-no-joint-union', field: 'units', details: { units } });
  if (staff !== undefined && members !== undefined && members > staff) faults.push({ code: 'members-over-staff', field: 'members', details: { members, staff } });
  if (womenStaff !== undefined && staff !== undefined && womenStaff > staff) faults.push({ code: 'women-over-staff', field: 'womenStaff', details: { womenStaff, staff } });
  if (women !== undefined && members !== undefined && women > members) faults.push({ code: 'women-over-members', field: 'womenMembers', details: { women, members } });
  if (foundedOn !== undefined && certainlyAfter(foundedOn, today)) faults.push({ code: 'founded-in-future', field: 'foundedOn', details: { value: foundedOn } });
  return faults;
}

const wellFormed = /^[A-Z0-9][A-Z0-9_-]{1,31}$/;

/** A code without blanks, in capitals; one that a spreadsheet rounded to `9.1E+17` is none any more. */
function codeIn(text: string | undefined): { readonly code?: string; readonly fault?: Fault } | undefined {
  if (text === undefined) return undefined;
  const code = compact(text).toUpperCase();
  if (wellFormed.test(code)) return { code };
  return { fault: { code: /^\d(\.\d+)?E\+?\d+$/.test(code) ? 'code-rounded' : 'code-unreadable', field: 'code', details: { value: text.slice(0, 60) } } };
}

/** The register's own id: what names a stream. One that is none is not looked for by name instead: whoever wrote it means some union. */
function idIn(text: string | undefined): { readonly id?: string; readonly fault?: Fault } | undefined {
  if (text === undefined) return undefined;
  return idPart.test(text) ? { id: text } : { fault: { code: 'id-unreadable', field: 'id', details: { value: text } } };
}

/** Faults that an entry of a register has by itself. */
export const registerEntryFaultCodes = ['name-missing', 'class-missing', 'superior-missing', 'joint-units-missing', 'units-of-no-joint-union', 'members-over-staff', 'women-over-members', 'women-over-staff', 'founded-in-future', 'code-rounded', 'code-unreadable', 'id-unreadable', 'row-hidden'] as const;
