import { specify } from '#kernel/testing';
import { CodeClaimed, codeDecider, codeKey, type BorneCodes } from './code.js';

const claimed = CodeClaimed.of({ union: 'works', claimedOn: '2026-01-10' });
const justClaimed = CodeClaimed.of({ union: 'works', claimedOn: '2026-01-15' });
const codes = (borne?: BorneCodes) => specify(codeDecider, borne === undefined ? {} : { borne }, 'mc_1');
const claim = { type: 'ClaimCode', data: { union: 'centre' } };
const taken = CodeClaimed.of({ union: 'centre', claimedOn: '2026-01-15' });

describe('claiming a code', () => {
  it('takes a free one, and again takes nothing', () => {
    codes().given().when(claim).then(taken);
    codes().given(taken).when(claim).thenNothing();
  });
  it('takes none that another union bears, or is about to', () => {
    codes({ mc_1: null }).given(claimed).when(claim).thenRefused('code-taken', { code: 'mc_1', union: 'works' });
    codes().given(justClaimed).when(claim).thenRefused('code-taken');
  });
  it('takes none that a federation bears, and none for a federation that a union bears', () => {
    const ours = CodeClaimed.of({ federation: 'works', claimedOn: '2026-01-10' });
    const forFederation = { type: 'ClaimCode', data: { federation: 'centre' } };
    codes({ mc_1: null }).given(ours).when(claim).thenRefused('code-taken', { code: 'mc_1', federation: 'works' });
    codes({ mc_1: null }).given(claimed).when(forFederation).thenRefused('code-taken', { code: 'mc_1', union: 'works' });
    codes({ mc_1: '2025-01-01' }).given(ours).when(forFederation).then(CodeClaimed.of({ federation: 'centre', claimedOn: '2026-01-15', before: { federation: 'works', until: '2025-01-01' } }));
    codes().given(ours).when({ type: 'ClaimCode', data: { federation: 'works' } }).thenNothing();
    expect(codeDecider.needs({ ...claim, commandId: 'c', at: '2026-01-15T02:00:00.000Z' } as never, ours.data)).toEqual({ borne: { fact: 'federationCodes', of: 'works' } });
  });
  it('takes one that was claimed and never recorded', () => {
    codes({ mc_2: null }).given(claimed).when(claim).then(taken);
    codes().given(claimed).when(claim).then(taken);
  });
  it('takes one again from the day on which its holder bore it no more, and from none before', () => {
    const since = (from: string | null) => ({ type: 'ClaimCode', data: { union: 'centre', from } });
    const again = CodeClaimed.of({ union: 'centre', claimedOn: '2026-01-15', before: { union: 'works', until: '2025-01-01' } });
    codes({ mc_1: '2025-01-01' }).given(claimed).when(since('2025-01-01')).then(again);
    codes({ mc_1: '2025-01-01' }).given(claimed).when(claim).then(again);
    for (const from of ['2024-12-31', '2024', null]) {
      codes({ mc_1: '2025-01-01' }).given(claimed).when(since(from)).thenRefused('code-borne-until', { code: 'mc_1', union: 'works', until: '2025-01-01' });
      codes().given(again).when(since(from)).thenRefused('code-borne-until');
    }
    codes().given(again).when(since('2025-01-01')).thenNothing();
  });
  it('sees no difference in case and hyphens', () => expect(codeKey('MC-1a')).toBe('mc_1a'));
});
