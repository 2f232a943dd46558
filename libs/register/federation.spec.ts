import { specify } from '#kernel/testing';
import { federationDecider, FederationRegistered, maxSuperiors } from './federation.js';
import { maxPath } from './path.js';

const far = (length: number) => Array.from({ length }, (_, index) => `above${index}`);
const federations = specify(federationDecider, {
  'federation:province': { path: [] },
  'federation:city': { path: ['province'] },
  'federation:education': { path: ['province'] },
  'federation:deep': { path: far(maxPath) },
});
const register = (superiors: readonly string[]) => ({ type: 'RegisterFederation', data: { name: '美兰区总工会', line: 'territorial', superiors, level: 'district' } });
const registered = FederationRegistered.of({ name: '美兰区总工会', line: 'territorial', superiors: ['city'], path: ['city', 'province'], level: 'district' });

describe('registering a federation', () => {
  it('records all federations above, the nearest first', () => {
    federations.given().when(register(['city'])).then(registered);
  });

  it('goes up both lines and counts each federation once', () => {
    federations
      .given()
      .when(register(['city', 'education']))
      .then(FederationRegistered.of({ name: '美兰区总工会', line: 'territorial', superiors: ['city', 'education'], path: ['city', 'education', 'province'], level: 'district' }));
  });

  it('may have nobody above', () => {
    federations
      .given()
      .when({ type: 'RegisterFederation', data: { name: '全国总工会', line: 'territorial', superiors: [] } })
      .then(FederationRegistered.of({ name: '全国总工会', line: 'territorial', superiors: [], path: [] }));
  });

  it('is done once', () => federations.given(registered).when(register(['city'])).thenRefused('already-registered'));
  it('needs superiors that are known', () => federations.given().when(register(['city', 'moon'])).thenRefused('superior-unknown', { superior: 'moon' }));
  it('names each superior once', () => federations.given().when(register(['city', 'city'])).thenRefused('superior-twice', { superior: 'city' }));

  it('has a limit of superiors, and of federations above', () => {
    federations.given().when(register(far(maxSuperiors + 1))).thenRefused('superiors-too-many', { superiors: maxSuperiors + 1, allowed: maxSuperiors });
    federations.given().when(register(['deep'])).thenRefused('path-too-long', { federations: maxPath + 1, allowed: maxPath });
  });
});
