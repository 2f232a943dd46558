import type { PartialDate } from '#kernel';
import { nameKey, type Fault } from '#sheets';
import { codeKey, type KnownUnion } from './known-register.js';
import type { PlannedCommand, PlannedRow } from './planned.js';
import { given, type RegisterEntry } from './register-entry.js';

/** What a change stands for that the row does not say itself. `basis`: the workbook. */
export type RegisterTexts = { readonly foundingReason: string; readonly basis: string };

type Changes = Pick<PlannedRow, 'changes' | 'commands' | 'notes' | 'faults'>;

/** What a row says of a union otherwise than the register has it, and the commands that record it. What it leaves open stays. */
export function changesOf(entry: RegisterEntry, union: KnownUnion, { superior, on, texts }: { readonly superior: string | undefined; readonly on: PartialDate; readonly texts: RegisterTexts }): Changes {
  const changes: PlannedRow['changes'][number][] = [];
  const differs = (field: Exclude<keyof KnownUnion, 'unitsListed' | 'formerNames'>, to: string | number | undefined): boolean => {
    if (to === undefined || union[field] === to || (field === 'name' && nameKey(union.name) === nameKey(String(to)))) return false;
    changes.push({ field, from: union[field], to });
    return true;
  };
  const faults: Fault[] = [];
  const add = (type: string, data: PlannedCommand['data']) => void commands.push({ category: 'union', id: union.id, type, data: { ...data, on } });
  const commands: PlannedCommand[] = [];
  if (differs('name', entry.name)) add('RenameUnion', { name: entry.name });
  const kind = entry.class ?? union.class;
  const units = kind === 'jointUnion' ? (union.unitsListed ? union.units : (entry.units ?? union.units)) : undefined;
  const reclassified = [differs('class', entry.class), units !== undefined && differs('units', units), differs('industry', entry.industry)];
  if (reclassified.includes(true)) add('ReclassifyUnion', { class: kind, ...given({ units, industry: entry.industry }) });
  if (differs('superior', superior)) add('MoveUnion', { superior });
  if ([differs('members', entry.members), differs('staff', entry.staff), differs('women', entry.women), differs('womenStaff', entry.womenStaff)].includes(true)) {
    const members = entry.members ?? union.members;
    if (members === null) faults.push({ code: 'headcount-without-members', field: 'staff' });
    else add('RecordHeadcount', { members, ...given({ staff: entry.staff, women: entry.women, womenStaff: entry.womenStaff }) });
  }
  // Capital letters or not: it is the same code.
  if (entry.code !== undefined && (union.code === null || codeKey(union.code) !== codeKey(entry.code)) && differs('code', entry.code)) add('RecordCode', { code: entry.code });
  const [certificate, founded] = [certificateOf(entry), foundedOtherwise(entry, union)];
  if (union.certificate === null && certificate !== undefined && differs('certificate', entry.certificate)) commands.push({ category: 'union', id: union.id, type: 'RecordCertificate', data: certificate });
  if (founded !== undefined && differs('foundedOn', entry.foundedOn)) commands.push({ category: 'union', id: union.id, type: 'CorrectFounding', data: { foundedOn: entry.foundedOn, reason: texts.foundingReason, basis: texts.basis } });
  return { changes, commands, faults, notes: [...(founded === undefined ? [] : [founded]), ...certificateOtherwise(certificate, union), ...unitsOtherwise(entry, union)] };
}

/** A date that says otherwise, or more, than the register; a less exact one of the same time says nothing new. */
const foundedOtherwise = ({ foundedOn }: RegisterEntry, union: KnownUnion): Fault | undefined =>
  foundedOn === undefined || union.foundedOn?.startsWith(foundedOn) === true || (foundedOn.startsWith('--') && union.foundedOn !== null) ? undefined : { code: 'founded-otherwise', field: 'foundedOn', details: { value: foundedOn, known: union.foundedOn ?? '—' } };

/** The legal-person certificate that a row names; a word without a number, as 有 or 已办, is none. */
export const certificateOf = ({ certificate }: Pick<RegisterEntry, 'certificate'>): PlannedCommand['data'] | undefined => (certificate === undefined || !/\d/.test(certificate) ? undefined : { certificate: 'legal_person', kind: 'legalPerson', number: certificate });

const certificateOtherwise = (certificate: PlannedCommand['data'] | undefined, union: KnownUnion): readonly Fault[] =>
  certificate === undefined || union.certificate === null || union.certificate === certificate['number'] ? [] : [{ code: 'certificate-otherwise', field: 'certificate', details: { value: String(certificate['number']), known: union.certificate } }];

/** Where the register counts the units on its list, who joined or left is recorded there; a number that goes down is taken, and said. */
function unitsOtherwise({ units, class: kind }: RegisterEntry, union: KnownUnion): readonly Fault[] {
  if (units === undefined || units === union.units) return [];
  const details = { value: units, known: union.units };
  if (union.unitsListed) return [{ code: 'units-otherwise', field: 'units', details }];
  return units < union.units && (kind ?? union.class) === 'jointUnion' ? [{ code: 'units-fewer', field: 'units', details }] : [];
}
