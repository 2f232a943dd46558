import { specify } from '#kernel/testing';
import { CertificateClaimed, certificateDecider, certificateId, numberKey } from './certificate.js';
import { evaluation } from './evaluation.js';
import { after, grant, untilNotice } from './testing/a-year.js';

const claimedOn = (day: string, evaluation = 'works.2024.1') => CertificateClaimed.of({ evaluation, number: '2026-1', claimedOn: day });
const numbers = (granted?: object) => specify(certificateDecider, { granted }, 'bureau.00000000');
const claim = { type: 'ClaimCertificate', data: { evaluation: 'centre.2025.1', number: '２０２６-1 ' } };
const taken = claimedOn('2026-01-15', 'centre.2025.1');

describe('claiming a certificate number', () => {
  it('takes a free one, and again takes nothing', () => {
    numbers().given().when(claim).then(taken);
    numbers().given(taken).when(claim).thenNothing();
  });
  it('takes none that another title has, or is about to have', () => {
    numbers({ number: '2026－1' }).given(claimedOn('2025-01-15')).when(claim).thenRefused('certificate-taken', { certificate: '２０２６-1 ', evaluation: 'works.2024.1' });
    numbers().given(claimedOn('2026-01-14')).when(claim).thenRefused('certificate-taken');
  });
  it('takes one that was claimed and never granted, from the second day after', () => {
    numbers().given(claimedOn('2026-01-13')).when(claim).then(taken);
    numbers({ number: '2026-2' }).given(claimedOn('2025-01-13')).when(claim).then(taken);
  });
  it('is of its issuer, whatever width, case and blanks it is written with', () => {
    expect(certificateId('federation-bureau', '市工模〔2026〕 1号')).toBe(certificateId('federation-bureau', '市工模〔２０２６〕1号'));
    expect(certificateId('federation-bureau', '2026-1')).not.toBe(certificateId('federation-city', '2026-1'));
    expect(numberKey('ＭＺ-1')).toBe('mz-1');
  });
});

describe('a grant', () => {
  it('claims the number of its certificate for its issuer; one of before, which names none, claims nothing', () => {
    const events = after(...untilNotice).when(grant).decision();
    expect(events).toMatchObject([{ type: 'TitleGranted', data: { issuer: 'federation-bureau' } }]);
    expect(evaluation.claims?.(events as never, 'centre.2025.1')).toEqual([{ decider: certificateDecider, id: certificateId('federation-bureau', '2026-1'), type: 'ClaimCertificate', data: { evaluation: 'centre.2025.1', number: '2026-1' } }]);
    expect(evaluation.claims?.([{ type: 'TitleGranted', data: { title: 'qualified', grantedOn: '2026-01-08', certificate: '2026-1' } }] as never, 'centre.2025.1')).toEqual([]);
  });
});
