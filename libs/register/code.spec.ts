import { specify } from '#kernel/testing';
import { CodeClaimed, codeDecider, codeKey } from './code.js';

const claimed = CodeClaimed.of({ union: 'works', claimedOn: '2026-01-10' });
const justClaimed = CodeClaimed.of({ union: 'works', claimedOn: '2026-01-15' });
const codes = (holder?: object) => specify(codeDecider, { holder }, 'mc_1');
const claim = { type: 'ClaimCode', data: { union: 'centre' } };
const taken = CodeClaimed.of({ union: 'centre', claimedOn: '2026-01-15' });

describe('claiming a code', () => {
  it('takes a free one, and again takes nothing', () => {
    codes().given().when(claim).then(taken);
    codes().given(taken).when(claim).thenNothing();
  });
  it('takes none that another union bears, or is about to', () => {
    codes({ code: 'MC-1' }).given(claimed).when(claim).thenRefused('code-taken', { code: 'mc_1', union: 'works' });
    codes().given(justClaimed).when(claim).thenRefused('code-taken');
  });
  it('takes none that a federation bears, and none for a federation that a union bears', () => {
    const ours = CodeClaimed.of({ federation: 'works', claimedOn: '2026-01-10' });
    const forFederation = { type: 'ClaimCode', data: { federation: 'centre' } };
    codes({ code: 'MC-1' }).given(ours).when(claim).thenRefused('code-taken', { code: 'mc_1', federation: 'works' });
    codes({ code: 'MC-1' }).given(claimed).when(forFederation).thenRefused('code-taken', { code: 'mc_1', union: 'works' });
    codes({ code: 'MC-1', closedOn: '2025' }).given(ours).when(forFederation).then(CodeClaimed.of({ federation: 'centre', claimedOn: '2026-01-15' }));
    codes().given(ours).when({ type: 'ClaimCode', data: { federation: 'works' } }).thenNothing();
    expect(codeDecider.needs({ ...claim, commandId: 'c', at: '2026-01-15T02:00:00.000Z' } as never, ours.data)).toEqual({ holder: { fact: 'federation', of: 'works' } });
  });
  it('takes one whose holder ended, bears another, or never recorded it', () => {
    codes({ code: 'MC-1', closedOn: '2025' }).given(claimed).when(claim).then(taken);
    codes({ code: 'MC-2' }).given(claimed).when(claim).then(taken);
    codes().given(claimed).when(claim).then(taken);
  });
  it('sees no difference in case and hyphens', () => expect(codeKey('MC-1a')).toBe('mc_1a'));
});
