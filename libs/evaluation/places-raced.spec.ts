import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { catalogue, CommandHandling, type Outcome } from '#kernel';
import { ContestedLog } from '#kernel/testing';
import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { allotmentDecider, allotmentEvents, type Allotment } from './allotment.js';
import { evaluation, evaluationEvents, evaluationFacts } from './evaluation.js';
import { factsWith, officer, recordedAt, untilApplied, yearUnder } from './testing/a-year.js';
import type { State } from './state.js';

/** Two processes decide about one place at once: one recommends with it, the other releases it. Each order of their appends is played. */
const ruleSet = aRuleSetWith({ titles: aRuleSet.titles.map((title) => ({ ...title, recommendedBy: [{ level: 'district' as const, quota: { atMost: 1 } }] })) });
const allotment = 'bureau.2025.qualified';
const [centre, works] = ['centre.2025.1', 'works.2025.1'];
const events = catalogue(...evaluationEvents, ...allotmentEvents);

let store: MemoryEventLog;
let logs: Record<'recommending' | 'releasing', ContestedLog>;
let processes: Record<'recommending' | 'releasing', CommandHandling>;

/** A process of its own: with its own memory of states, over the one log. */
function process(log: ContestedLog): CommandHandling {
  const folded = (name: 'applicant' | 'allotment') => async (of: string) => {
    const { decider, read } = evaluationFacts[name];
    const { state, revision } = await commands.state(decider, of);
    return { value: revision === 'none' ? undefined : read(state as State & Allotment)?.value, source: `${decider.category}-${of}@${revision}` };
  };
  const fixed = (value: unknown) => () => ({ value, source: 'fixed@0' });
  const commands: CommandHandling = new CommandHandling({ log, catalogue: events, hashing: nodeHashing, facts: { ruleSet: fixed(ruleSet), federation: fixed({ level: 'district' }), applicant: folded('applicant'), allotment: folded('allotment') } });
  return commands;
}

beforeEach(async () => {
  store = new MemoryEventLog(nodeHashing);
  logs = { recommending: new ContestedLog(store), releasing: new ContestedLog(store) };
  processes = { recommending: process(logs.recommending), releasing: process(logs.releasing) };
  const applied = yearUnder(factsWith(ruleSet)).events(untilApplied);
  for (const union of [centre, works]) {
    const told = applied.map(({ type, data }, index) => ({ id: nodeHashing.uuid5(`${union}${index}`), type, data: (index === 0 ? { ...data, union: union.split('.')[0] } : data) as never, metadata: { schema: events.schemaNumber(type), at: recordedAt, by: officer, commandId: `c${index}`, commandHash: 'd', correlation: 'c' } }));
    await store.append(`evaluation-${union}`, 'none', told);
  }
  expect(await take(centre)).toMatchObject({ kind: 'recorded' });
});

let sent = 0;
const send = (who: keyof typeof processes, decider: typeof allotmentDecider | typeof evaluation, { id, type, data }: { readonly id: string; readonly type: string; readonly data: object }): Promise<Outcome> =>
  processes[who].handle(decider, id, { type, data, by: officer, at: recordedAt, commandId: `wish-${++sent}` });
const take = (union: string) => send('releasing', allotmentDecider, { id: allotment, type: 'TakePlace', data: { evaluation: union, place: 1 } });
const release = () => send('releasing', allotmentDecider, { id: allotment, type: 'ReleasePlace', data: { evaluation: centre } });
const recommend = (union = centre) => send('recommending', evaluation, { id: union, type: 'RecommendApplication', data: { federation: 'bureau', recommendedOn: '2025-12-12', place: 1 } });
const decline = () => send('releasing', evaluation, { id: centre, type: 'DeclineApplication', data: { federation: 'bureau', declinedOn: '2025-12-14', reason: '材料不实' } });
const said = (outcome: Outcome | undefined) => (outcome?.kind === 'refused' ? outcome.refusal.refused : outcome?.kind);
/** Who is recommended with the place, and who holds it. */
async function stand() {
  const { places } = (await process(new ContestedLog(store)).state(allotmentDecider, allotment)).state as Allotment;
  const recommended = (await store.readAll(0, 1_000)).filter(({ type }) => type === 'ApplicationRecommended').map(({ stream }) => stream);
  return { holder: places[1] ?? null, recommended };
}

it.each([1, 2])('released before append %i of a recommendation on its way: one of the two is refused, nobody is recommended without the place', async (nth) => {
  let released: Outcome | undefined;
  logs.recommending.beforeAppend = async (append) => {
    if (append === nth) released = await release();
  };
  const recommended = await recommend();
  expect([said(released), said(recommended)]).toEqual(nth === 1 ? ['recorded', 'place-not-held'] : ['place-in-use', 'recorded']);
  expect(await stand()).toEqual(nth === 1 ? { holder: null, recommended: [] } : { holder: centre, recommended: [`evaluation-${centre}`] });
  expect(said(await take(works))).toBe(nth === 1 ? 'recorded' : 'place-taken');
  expect(said(await recommend(works))).toBe(nth === 1 ? 'recorded' : 'place-not-held');
});

it('recommended before the append of a release on its way: the release finds the place in use', async () => {
  let recommended: Outcome | undefined;
  logs.releasing.beforeAppend = async (append) => {
    if (append === 2) recommended = await recommend();
  };
  const released = await release();
  expect([said(recommended), said(released)]).toEqual(['recorded', 'place-in-use']);
  expect(await stand()).toEqual({ holder: centre, recommended: [`evaluation-${centre}`] });
});

it('declined while a recommendation is on its way: the recommendation is refused, and the place that it claimed is free again', async () => {
  logs.recommending.beforeAppend = async (append) => {
    if (append === 2) expect(said(await decline())).toBe('recorded');
  };
  expect(said(await recommend())).toBe('application-missing');
  expect(said(await release())).toBe('recorded');
  expect(await stand()).toEqual({ holder: null, recommended: [] });
});
