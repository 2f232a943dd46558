import { CampaignClosed, CampaignOpened, DeadlinesExtended, FederationsCalledUp, UnitsCalledUp, UnitsReleased, type CalledUpUnit } from '#campaign';
import type { DomainEvent, StoredEvent } from '#kernel';
import { campaigns, type CampaignRow } from './index.js';

const ruleSet = { id: 'district', version: 1, digest: 'd'.repeat(64) };
const opened = CampaignOpened.of({ federation: 'city', ruleSet, evaluatedYear: 2025, openedOn: '2025-02-10' });
const unit = (id: string): CalledUpUnit => ({ id, name: id, class: 'privateFirm', superior: 'city', path: ['city'] });
const called = UnitsCalledUp.of({ evaluatedYear: 2025, ruleSet, units: [unit('a'), unit('b')] });
const evaluation = (union: string, run: number) => ({ type: 'EvaluationOpened', data: { campaign: 'c2025', union, run } });

/** Folds as a store does: row by row, by the keys an event names. */
function rowsAfter(...events: readonly (readonly [stream: string, event: DomainEvent])[]): Readonly<Record<string, CampaignRow>> {
  const rows: Record<string, CampaignRow> = {};
  events.forEach(([stream, event], revision) => {
    const stored = { ...event, stream, revision } as unknown as StoredEvent;
    for (const key of campaigns.keysOf(stored)) {
      const after = campaigns.on[event.type]?.(rows[key], stored, key);
      if (after !== undefined) rows[key] = after;
    }
  });
  return rows;
}
const stream = 'campaign-c2025';

describe('the campaigns view', () => {
  it('shows a round as it was opened', () => {
    expect(rowsAfter([stream, opened])).toEqual({
      c2025: { campaign: 'c2025', federation: 'city', ruleSet, evaluatedYear: 2025, openedOn: '2025-02-10', cutOff: null, notice: null, scope: null, duties: null, revision: 0, calledUp: 0, released: 0, opened: 0, federations: 0, extended: [], closed: null },
    });
  });

  it('counts who was called up, who left, and the evaluations that were opened for them', () => {
    const released = UnitsReleased.of({ evaluatedYear: 2025, releasedOn: '2025-09-01', units: [{ union: 'b', reason: '合并' }] });
    const rows = rowsAfter([stream, opened], [stream, called], ['evaluation-a.2025.1', evaluation('a', 1)], ['evaluation-a.2025.2', evaluation('a', 2)], [stream, released]);
    expect(rows).toMatchObject({ c2025: { calledUp: 2, released: 1, opened: 1, revision: 4 } });
  });

  it('counts federations that owe duties, and shows how it was closed', () => {
    const federations = FederationsCalledUp.of({ evaluatedYear: 2025, federations: [{ id: 'street', name: '街道', line: 'territorial', path: ['city'], due: {} }] });
    const closed = CampaignClosed.of({ closedOn: '2026-05-10', calledUp: 0, released: 0, stillOpen: { held: 1 }, openEvaluations: [{ id: 'a.2025.1', status: 'held' }], reason: '转下年' });
    const rows = rowsAfter([stream, opened], [stream, federations], [stream, closed]);
    expect(rows).toMatchObject({ c2025: { federations: 1, closed: { closedOn: '2026-05-10', stillOpen: { held: 1 } } } });
    expect(JSON.stringify(rows)).not.toContain('a.2025.1');
  });

  it('names the dates that were put off, each once', () => {
    const putOff = (due: 'vote' | 'plan', until: string, units = ['a']) => DeadlinesExtended.of({ evaluatedYear: 2025, due, until, reason: '台风', approvedOn: '2025-11-01', units });
    const rows = rowsAfter([stream, opened], [stream, called], [stream, putOff('vote', '2026-01-15')], [stream, putOff('plan', '2026-02-01', ['b'])], [stream, putOff('vote', '2026-03-01')]);
    expect(rows).toMatchObject({ c2025: { extended: ['plan', 'vote'], revision: 4 } });
  });

  it('knows nothing of a round that was never opened', () => expect(rowsAfter(['evaluation-a.2025.1', evaluation('a', 1)])).toEqual({}));
});
