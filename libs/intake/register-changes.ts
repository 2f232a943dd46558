import type { PartialDate } from '#kernel';
import { nameKey, type Fault } from '#sheets';
import type { KnownUnion } from './known-register.js';
import type { PlannedCommand, PlannedRow } from './planned.js';
import { given, type RegisterEntry } from './register-entry.js';

type Changes = Pick<PlannedRow, 'changes' | 'commands' | 'notes' | 'faults'>;

/** What a row says of a union otherwise than the register has it, and the commands that record it. What it leaves open stays. */
export function changesOf(entry: RegisterEntry, union: KnownUnion, { superior, on }: { readonly superior: string | undefined; readonly on: PartialDate }): Changes {
  const changes: PlannedRow['changes'][number][] = [];
  const differs = (field: keyof KnownUnion, to: string | number | undefined): boolean => {
    if (to === undefined || union[field] === to || (field === 'name' && nameKey(union.name) === nameKey(String(to)))) return false;
    changes.push({ field, from: union[field], to });
    return true;
  };
  const faults: Fault[] = [];
  const add = (type: string, data: PlannedCommand['data']) => void commands.push({ category: 'union', id: union.id, type, data: { ...data, on } });
  const commands: PlannedCommand[] = [];
  if (differs('name', entry.name)) add('RenameUnion', { name: entry.name });
  const kind = entry.class ?? union.class;
  const units = kind === 'jointUnion' ? (entry.units ?? union.units) : undefined;
  const reclassified = [differs('class', entry.class), units !== undefined && differs('units', units), differs('industry', entry.industry)];
  if (reclassified.includes(true)) add('ReclassifyUnion', { class: kind, ...given({ units, industry: entry.industry }) });
  if (differs('superior', superior)) add('MoveUnion', { superior });
  if ([differs('members', entry.members), differs('staff', entry.staff)].includes(true)) {
    const members = entry.members ?? union.members;
    if (members === null) faults.push({ code: 'headcount-without-members', field: 'staff' });
    else add('RecordHeadcount', { members, ...given({ staff: entry.staff, women: entry.women }) });
  }
  if (entry.code !== undefined && differs('code', entry.code)) add('RecordCode', { code: entry.code });
  return { changes, commands, faults, notes: foundedOtherwise(entry, union) };
}

/** When a union was founded is corrected in the register, not by a list. */
const foundedOtherwise = ({ foundedOn }: RegisterEntry, union: KnownUnion): readonly Fault[] =>
  foundedOn === undefined || foundedOn === union.foundedOn ? [] : [{ code: 'founded-otherwise', field: 'foundedOn', details: { value: foundedOn, known: union.foundedOn ?? '—' } }];
