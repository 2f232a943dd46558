import { specify } from '#kernel/testing';
import { ChannelsAllowed, ChannelsDeclined, LanguagePreferred, personDecider, PersonContactChanged, PersonRegistered } from './person.js';

const persons = specify(personDecider);
const register = { type: 'RegisterPerson', data: { name: '王芳', telephone: '13800000000' } };
const registered = PersonRegistered.of({ name: '王芳', telephone: '13800000000' });

describe('registering a person', () => {
  it('records name and telephone', () => {
    persons.given().when(register).then(registered);
    persons.given().when({ type: 'RegisterPerson', data: { name: '王芳' } }).then(PersonRegistered.of({ name: '王芳' }));
  });

  it('is done once, and the refusal names nobody', () => {
    expect(persons.given(registered).when(register).decision()).toEqual({ refused: 'already-registered', details: {} });
  });
});

describe('what a person wants', () => {
  const declined = ChannelsDeclined.of({ channels: ['sms'] });

  it('may be no messages over a channel, said once', () => {
    persons.given(registered).when({ type: 'DeclineChannels', data: { channels: ['sms'] } }).then(declined);
    persons.given(registered, declined).when({ type: 'DeclineChannels', data: { channels: ['sms', 'mail'] } }).then(ChannelsDeclined.of({ channels: ['mail'] }));
    persons.given(registered, declined).when({ type: 'DeclineChannels', data: { channels: ['sms'] } }).thenNothing();
  });

  it('is taken back, and outlives a change of the address', () => {
    const moved = PersonContactChanged.of({ telephone: '010-1' });
    persons.given(registered, declined, moved).when({ type: 'AllowChannels', data: { channels: ['mail', 'sms'] } }).then(ChannelsAllowed.of({ channels: ['sms'] }));
    persons.given(registered, declined, ChannelsAllowed.of({ channels: ['sms'] })).when({ type: 'AllowChannels', data: { channels: ['sms'] } }).thenNothing();
  });

  it('may be another language, also after a change of the address', () => {
    const english = LanguagePreferred.of({ language: 'en' });
    persons.given(registered).when({ type: 'PreferLanguage', data: { language: 'en' } }).then(english);
    persons.given(registered, english, PersonContactChanged.of({})).when({ type: 'PreferLanguage', data: { language: 'en' } }).thenNothing();
  });

  it('is of somebody who is registered', () => {
    for (const [type, data] of [['DeclineChannels', { channels: ['sms'] }], ['AllowChannels', { channels: ['sms'] }], ['PreferLanguage', { language: 'en' }]] as const) persons.given().when({ type, data } as never).thenRefused('person-not-registered');
  });
});
