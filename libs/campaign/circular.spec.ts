import { someone, specify } from '#kernel/testing';
import { campaignDecider, CampaignClosed, CampaignOpened, CircularSigned } from './index.js';

const ruleSet = { id: 'district', version: 1, digest: 'd'.repeat(64) };
const opened = CampaignOpened.of({ federation: 'district', ruleSet, evaluatedYear: 2025, openedOn: '2025-01-10' });
const figuresDigest = 'f'.repeat(64);
const rests = { figures: { should: 1_023, held: 665 }, named: [{ federation: 'street', name: '某街道总工会', papers: ['check' as const] }], figuresDigest, position: 4_211 };
const campaigns = specify(campaignDecider, { circularFigures: rests });
const wish = { circular: 'winter', on: '2026-01-31', text: '截至2026年1月31日……', figuresDigest, signedOn: '2026-02-02' };
const leader = { ...someone, kind: 'person' as const, bodyId: 'federation-district' };
const sign = (changed: object = {}, by: object = leader) => ({ type: 'SignCircular' as const, at: '2026-02-02T01:00:00.000Z', by: by as typeof leader, data: { ...wish, ...changed } });
const signed = CircularSigned.of({ ...wish, ...rests });

describe('a circular', () => {
  it('is signed with the figures that it rests on, and whom it names', () => campaigns.given(opened).when(sign()).then(signed));
  it('records figures of its text that are none of those', () => {
    const text = '应开展1023家，已开展670家';
    campaigns.given(opened).when(sign({ text })).then(CircularSigned.of({ ...signed.data, text, otherFigures: ['670家'] }));
  });
  it('keeps its document number', () => campaigns.given(opened).when(sign({ documentNumber: '某工发〔2026〕2号' })).then(CircularSigned.of({ ...signed.data, documentNumber: '某工发〔2026〕2号' })));
  it('is not signed once the figures of its day are others', () => campaigns.given(opened).when(sign({ figuresDigest: 'e'.repeat(64) })).thenRefused('circular-figures-changed', { on: '2026-01-31', drafted: 'e'.repeat(64), now: figuresDigest }));
  it('is signed once', () => campaigns.given(opened, signed).when(sign({ text: '另一份' })).thenRefused('circular-already-signed', { circular: 'winter' }));
  it('is signed by a person', () => campaigns.given(opened).when(sign({}, { kind: 'process', office: 'sweep', bodyId: 'log-main', assurance: 'unverified' })).thenRefused('circular-by-a-person'));
  it('is signed by the federation whose campaign it is', () => campaigns.given(opened).when(sign({}, { ...leader, bodyId: 'federation-street' })).thenRefused('not-the-campaigns-federation', { body: 'federation-street', federation: 'district' }));
  it('needs an open campaign', () => campaigns.given().when(sign()).thenRefused('campaign-not-open'));
  it('is none of a campaign that was closed', () => campaigns.given(opened, CampaignClosed.of({ closedOn: '2026-01-15', calledUp: 0, released: 0, stillOpen: {} })).when(sign()).thenRefused('campaign-closed', { closedOn: '2026-01-15' }));
  it('speaks of a day that was, signed on it or after', () => {
    campaigns.given(opened).when(sign({ on: '2026-02-30' })).thenRefused('date-impossible', { field: 'on', date: '2026-02-30' });
    campaigns.given(opened).when(sign({ signedOn: '2026-02-03' })).thenRefused('date-in-future', { field: 'signedOn', date: '2026-02-03', recordedOn: '2026-02-02' });
    campaigns.given(opened).when(sign({ signedOn: '2026-01-30' })).thenRefused('date-out-of-order', { field: 'signedOn', date: '2026-01-30', after: '2026-01-31' });
  });
  it('is one of fifty at most', () => {
    const fifty = Array.from({ length: 50 }, (_, n) => CircularSigned.of({ ...signed.data, circular: `c${n}` }));
    campaigns.given(opened, ...fifty).when(sign()).thenRefused('too-many-circulars', { limit: 50 });
  });
});
