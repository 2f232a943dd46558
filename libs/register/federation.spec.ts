import { specify } from '#kernel/testing';
import { federationDecider, FederationClosed, FederationLanguagePreferred, FederationRegistered, FederationRenamed, maxSuperiors } from './federation.js';
import { maxPath } from './path.js';

const far = (length: number) => Array.from({ length }, (_, index) => `above${index}`);
const federations = specify(federationDecider, {
  'superior:province': { path: [], notThere: [] },
  'superior:city': { path: ['province'], notThere: [] },
  'superior:education': { path: ['province'], notThere: [] },
  'superior:deep': { path: far(maxPath), notThere: [] },
  below: { federations: 1, unions: 2 },
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

describe('a federation later', () => {
  const given = federations.given(registered);
  it('is renamed since a day; to the name it bears then, not again', () => {
    given.when({ type: 'RenameFederation', data: { name: '美兰区工会', on: '2020-05' } }).then(FederationRenamed.of({ name: '美兰区工会', on: '2020-05' }));
    given.when({ type: 'RenameFederation', data: { name: '美兰区总工会', on: '2020-05' } }).thenNothing();
    given.when({ type: 'RenameFederation', data: { name: '美兰区工会', on: '2027-01-01' } }).thenRefused('date-in-future');
    federations.given().when({ type: 'RenameFederation', data: { name: '工会', on: '2020' } }).thenRefused('federation-not-registered');
  });

  it('is written to in a language of its own', () => {
    const english = FederationLanguagePreferred.of({ language: 'en' });
    given.when({ type: 'PreferFederationLanguage', data: { language: 'en' } }).then(english);
    federations.given(registered, english).when({ type: 'PreferFederationLanguage', data: { language: 'en' } }).thenNothing();
    federations.given().when({ type: 'PreferFederationLanguage', data: { language: 'en' } }).thenRefused('federation-not-registered');
  });

  it('is closed once nobody reports to it any more, and once only', () => {
    const close = { type: 'CloseFederation', data: { on: '2025-12-31', reason: '撤并' } };
    const closed = FederationClosed.of(close.data);
    given.when(close).thenRefused('still-above', { federations: 1, unions: 2 });
    const empty = specify(federationDecider, { below: { federations: 0, unions: 0 } });
    empty.given(registered).when(close).then(closed);
    empty.given(registered, closed).when(close).thenRefused('federation-already-closed', { on: '2025-12-31' });
    empty.given(registered, closed).when({ type: 'RenameFederation', data: { name: '工会', on: '2026-01-02' } }).thenRefused('fact-after-end');
  });
});
