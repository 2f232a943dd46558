import { specify } from '#kernel/testing';
import { personDecider, PersonRegistered } from './person.js';

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
