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
  it('takes one whose holder ended, bears another, or never recorded it', () => {
    codes({ code: 'MC-1', closedOn: '2025' }).given(claimed).when(claim).then(taken);
    codes({ code: 'MC-2' }).given(claimed).when(claim).then(taken);
    codes().given(claimed).when(claim).then(taken);
  });
  it('sees no difference in case and hyphens', () => expect(codeKey('MC-1a')).toBe('mc_1a'));
});
