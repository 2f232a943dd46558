import { evaluation, type State } from '#evaluation';
import { backFillOf, leadingGroupIn, reportWaitsFor, resultsEntry, resultsSteps, resultsTable, type PlannedCommand, type PlannedRow, type ResultsEntry, type ResultsTexts, type StepCommand } from '#intake';
import { dayOf, evolve, isRefusal, maxListLimit, type Actor, type Command, type Refusal } from '#kernel';
import type { Node } from '#platform';
import { nameKey, readTable, type Fault, type SheetFound } from '#sheets';
import { importActor, type AskedImport, type ImportBy } from './asked-import.js';
import { awaitViews } from './await-views.js';
import { headedAsWritten } from './headings.js';
import { loadKnown, rowsOf } from './load-known.js';
import type { ImportPlan, Planning } from './plan-register.js';
import { PlannedRows } from './planned-rows.js';
import { resultsAskedOf, textsOf, type Version } from './results-asked.js';
import { spoolFolder } from './spool-folder.js';
import { openStored, tableFound } from './stored-workbook.js';

/** An evaluation of the campaign that a row may be about. */
type Called = { readonly evaluation: string; readonly run: number };

/**
 * Plans the import of results. Every row is rehearsed by the very deciders that will judge it, on the evaluation as it stands and by the
 * rule set that it is held to: what is promised is what applying does. Nothing is recorded.
 */
export async function planResultsImport(node: Node, asked: AskedImport, { by, at, step = () => {} }: Planning): Promise<ImportPlan> {
  const { campaign } = await resultsAskedOf(node, asked.campaign ?? '');
  const { matching, heldTo } = await calledBelow(node, asked.federation, campaign);
  const { evaluatedYear, asked: wanted } = await resultsAskedOf(node, campaign, heldTo);
  const today = dayOf(at);
  const [sheets, passedOver, entries]: [SheetFound[], ImportPlan['passedOver'][number][], ResultsEntry[]] = [[], [], []];
  const table = headedAsWritten(resultsTable(wanted));
  const workbook = await openStored(node, asked.sha256);
  for await (const line of workbook.lines((each) => readTable(each, table, { today, found: (sheet) => sheets.push(sheet) }))) {
    if (line.kind === 'entry') entries.push(resultsEntry(line, wanted));
    else if (line.why !== 'blank') passedOver.push(line);
  }
  tableFound(sheets);
  const rehearsal = new Rehearsal(node, { by, at }, { sha256: asked.sha256, texts: textsOf(evaluatedYear), federation: asked.federation });
  const seen = new Map<string, ResultsEntry>();
  const rows = new PlannedRows(spoolFolder(node));
  for (const entry of entries) {
    const found = entry.faults.length > 0 ? undefined : matching(entry);
    const again = found !== undefined && !('code' in found) ? seen.get(found.evaluation) : undefined;
    const faults: readonly Fault[] = [...entry.faults, ...(found !== undefined && 'code' in found ? [found] : []), ...(again === undefined ? [] : [{ code: 'evaluation-twice', field: 'name', details: { sheet: again.sheet, row: again.row } }])];
    const base = baseOf(entry, faults);
    if (found === undefined || 'code' in found || faults.length > 0) await rows.add(base);
    else {
      seen.set(found.evaluation, entry);
      await rows.add(await (asked.kind === 'backFill' ? rehearsal.backFill(base, entry, found) : rehearsal.row(base, entry, found)));
    }
    step({ state: 'planning', rows: entries.length, done: rows.counts.rows });
  }
  return { sheets, passedOver, rows };
}

const baseOf = ({ faults: _faults, ...entry }: ResultsEntry, faults: readonly Fault[]): PlannedRow => ({ sheet: entry.sheet, row: entry.row, what: 'evaluation', outcome: 'refused', entry, changes: [], commands: [], notes: [], faults });

type Matched = { readonly evaluation: string; readonly union: string };

type CalledBelow = {
  /** Which evaluation of the campaign a row is about: by the register's id, by its code, by its name, where need be below its superior. */
  readonly matching: (entry: ResultsEntry) => Matched | Fault;
  /** Versions of rule sets that these evaluations are held to. */
  readonly heldTo: readonly Version[];
};

/** The evaluations of a campaign below a federation. @throws Problem `federation-not-there`, `view-behind` */
async function calledBelow(node: Node, federation: string, campaign: string): Promise<CalledBelow> {
  const known = await loadKnown(node, federation);
  await awaitViews(node.log, [node.views.evaluations]);
  const called = new Map<string, Called>();
  const heldTo = new Map<string, Version>();
  for await (const [evaluation, { union, run, ruleSet: { id, version } }] of rowsOf(node.views.evaluations, { scope: [federation], where: { campaign }, limit: maxListLimit })) {
    if ((called.get(union)?.run ?? 0) < run) called.set(union, { evaluation, run });
    heldTo.set(`${id}.${version}`, { id, version });
  }
  const superiors = new Map(known.federations.map(({ id, name }) => [id, nameKey(name)]));
  const matching = ({ id, code, name = '', superior }: ResultsEntry): Matched | Fault => {
    const coded = id === undefined ? (code === undefined ? undefined : known.byCode(code)) : known.byId(id);
    const named = id === undefined && coded === undefined ? known.named(name) : coded === undefined ? [] : [coded];
    if (named.length === 0) return { code: 'union-not-known', field: 'name', details: { value: id ?? name } };
    const below = superior === undefined ? named : named.filter((union) => superiors.get(union.superior) === nameKey(superior));
    const [union, ...others] = (below.length === 0 ? named : below).filter((one) => called.has(one.id));
    if (union === undefined) return { code: 'not-called-up', field: 'name', details: { union: named[0]?.id ?? '', campaign } };
    if (others.length > 0) return { code: 'union-ambiguous', field: 'name', details: { value: name, unions: [union, ...others].map((one) => one.id).slice(0, 5) } };
    return { evaluation: called.get(union.id)?.evaluation ?? '', union: union.id };
  };
  return { matching, heldTo: [...heldTo.values()] };
}

type Rehearsing = { readonly sha256: string; readonly texts: ResultsTexts; readonly federation: string };

/** What a row leaves open about its leading group. */
function notesOnGroup({ leadingGroupOn, leadingGroup = '' }: ResultsEntry): readonly Fault[] {
  const { members, unread } = leadingGroupIn(leadingGroup);
  return [
    ...(leadingGroupOn === undefined ? [{ code: 'leading-group-by-plan', field: 'leadingGroupOn' }] : []),
    ...(members.length === 0 ? [{ code: 'leading-group-of-chair', field: 'leadingGroup' }] : []),
    ...(unread > 0 ? [{ code: 'leading-group-names', field: 'leadingGroup', details: { count: unread } }] : []),
  ];
}

/** Tries rows on evaluations as they stand, in memory. */
class Rehearsal {
  readonly #by: Actor;

  constructor(
    private readonly node: Node,
    private readonly who: ImportBy,
    private readonly with_: Rehearsing,
  ) {
    // Who only looks is shown what the federation's officer could do.
    this.#by = who.by.kind === 'person' ? who.by : { kind: 'person', office: 'officer', bodyId: `federation-${with_.federation}`, assurance: 'unverified' };
  }

  async row(base: PlannedRow, entry: ResultsEntry, matched: Matched): Promise<PlannedRow> {
    const before = await this.node.commands.state(evaluation, matched.evaluation);
    let state = before.state as State;
    const [commands, notes]: [PlannedCommand[], Fault[]] = [[], []];
    if (entry.inspectedOn !== undefined && Object.keys(entry.points).length === 0 && state.selfInspection.stands !== 'submitted' && state.selfInspection.stands !== 'filed') notes.push({ code: 'inspection-without-points', field: 'inspectedOn' });
    const told = { ...base, id: matched.evaluation, ...(before.revision === 'none' ? {} : { revision: before.revision }) };
    for (const { name, asked } of resultsSteps) {
      const wanted = asked(entry, state, this.with_.texts);
      if (!isSteps(wanted)) return { ...told, faults: [wanted] };
      for (const step of wanted) {
        const command = this.#planned(step, matched);
        const decided = await this.#decided(command, state);
        if (isRefusal(decided)) {
          if (name !== 'report' || !reportWaitsFor.has(decided.refused)) return { ...told, faults: [refusedBy(decided)] };
          notes.push({ code: 'report-waits', field: 'reportedOn' }, refusedBy(decided));
          break;
        }
        if (step.type === 'TallyVote') notes.push({ code: 'signers-not-named' });
        if (step.type === 'FormLeadingGroup') notes.push(...notesOnGroup(entry));
        commands.push(command);
        state = decided.reduce<State>((past, event) => evolve(evaluation, past, event) as State, state);
      }
    }
    return { ...told, outcome: commands.length === 0 ? 'unchanged' : isBegun(before.state as State) ? 'changed' : 'added', commands, notes };
  }

  /** A row of a year that is over; what was back-filled before is left alone. */
  async backFill(base: PlannedRow, entry: ResultsEntry, matched: Matched): Promise<PlannedRow> {
    const { state, revision } = await this.node.commands.state(evaluation, matched.evaluation);
    const told = { ...base, id: matched.evaluation, ...(revision === 'none' ? {} : { revision }) };
    if ((state as State).backFilled !== null) return { ...told, outcome: 'unchanged', notes: [{ code: 'back-filled-before' }] };
    const command = this.#planned(backFillOf(entry, this.with_.texts), matched);
    const decided = await this.#decided(command, state as State);
    return isRefusal(decided) ? { ...told, faults: [refusedBy(decided)] } : { ...told, outcome: 'added', commands: [command] };
  }

  #planned = ({ type, data }: StepCommand, { evaluation: id, union }: Matched): PlannedCommand => ({ category: evaluation.category, id, type, data, onBehalfOf: `union-${union}` });

  async #decided(planned: PlannedCommand, state: State) {
    const { at } = this.who;
    const command = { type: planned.type, data: planned.data, commandId: 'rehearsal', at, by: importActor(this.#by, this.with_.sha256, planned) } as Command;
    const facts = await this.node.commands.facts(evaluation.needs(command as never, state, planned.id) as never);
    const rule = (evaluation.decide as unknown as Record<string, (command: Command, state: State, facts: unknown, id: string) => readonly { readonly type: string; readonly data: unknown }[] | Refusal>)[planned.type];
    if (rule === undefined) throw new Error(`nothing decides "${planned.type}"`);
    return rule(command, state, facts, planned.id);
  }
}

/** Something of the year is on record: to put a deadline off is not to begin. */
const isBegun = ({ dates, rounds }: State): boolean => rounds.length > 0 || Object.keys(dates).length > 0;
const isSteps = (asked: readonly StepCommand[] | Fault): asked is readonly StepCommand[] => Array.isArray(asked);
const refusedBy = (refusal: Refusal): Fault => ({ code: refusal.refused, details: { refusal } as unknown as NonNullable<Fault['details']> });
