import { isRefusal, type Actor, type Command, type StoredEvent } from '#kernel';
import { honoursFor, unionDecider, UnionRegistered, type UnionState } from '#register';
import { titlesAsHonours } from './index.js';

const officer: Actor = { kind: 'person', office: 'officer', bodyId: 'federation-bureau', assurance: 'unverified' };
const policy: Actor = { kind: 'process', office: 'titlesAsHonours', bodyId: 'log-main', assurance: 'unverified' };
const effectsOf = (type: string, data: object) => titlesAsHonours.on[type]?.({ stream: 'evaluation-centre.2025.1', type, data, metadata: { by: officer } } as unknown as StoredEvent) ?? [];
const granted = effectsOf('TitleGranted', { title: 'qualified', grantedOn: '2026-01-08', certificate: '2026-1' });
const withdrawn = effectsOf('TitleRechecked', { kept: false, recheckedOn: '2026-06-01', reason: '不再符合标准' });

/** The union after the effects, each of which it grants. */
const unionAfter = (...effects: typeof granted) =>
  effects.reduce<UnionState | undefined>((union, { command }) => {
    const rule = unionDecider.decide[command.type as 'RecordHonour'];
    const decision = rule({ ...command, by: policy, at: '2026-12-01T02:00:00.000Z', commandId: 'c' } as Command<'RecordHonour', never>, union, {}, 'centre');
    if (isRefusal(decision)) throw new Error(decision.refused);
    return decision.reduce<UnionState | undefined>((state, event) => (unionDecider.evolve[event.type] as (state: unknown, event: unknown) => UnionState | undefined)(state, event), union);
  }, unionDecider.evolve.UnionRegistered(undefined, UnionRegistered.of({ name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau'] })));

describe('a title granted', () => {
  it('becomes an honour of the union, named for its evaluation: the next rung of the ladder finds it', () => {
    expect(granted).toEqual([{ category: 'union', id: 'centre', command: { type: 'RecordHonour', data: { honour: 'e2025_1', title: 'qualified', issuer: 'federation-bureau', grantedOn: '2026-01-08' } } }]);
    expect(honoursFor(unionAfter(...granted) as UnionState, 'qualified')).toHaveLength(1);
  });
  it('becomes one from the start of the log, whenever it was granted', () => expect(titlesAsHonours).toMatchObject({ name: 'titlesAsHonours', from: 'start' }));
  it('counts no more once a re-check withdrew it', () => {
    expect(withdrawn).toEqual([{ category: 'union', id: 'centre', command: { type: 'WithdrawHonour', data: { honour: 'e2025_1', withdrawnOn: '2026-06-01', reason: '不再符合标准' } } }]);
    expect(effectsOf('TitleRechecked', { kept: true, recheckedOn: '2026-06-01', reason: '合格' })).toEqual([]);
    expect(honoursFor(unionAfter(...granted, ...withdrawn) as UnionState, 'qualified')).toEqual([]);
  });
});
