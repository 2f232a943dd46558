import { catalogue } from '#kernel';
import { FederationRegistered, pathAbove, PersonRegistered, registerDeciders, registerEvents, registerFacts, registerRefusals, UnionRegistered } from './index.js';

describe('the register', () => {
  it('writes events that fit their schemas', () => {
    const { misfits } = catalogue(...registerEvents);
    expect(misfits(FederationRegistered.of({ name: '区总工会', line: 'territorial', superiors: ['city'], path: ['city'], level: 'district' }))).toEqual([]);
    expect(misfits(UnionRegistered.of({ name: '联合工会', class: 'jointUnion', superior: 'street', path: ['street'], units: 23, foundedOn: '1987' }))).toEqual([]);
    expect(misfits(PersonRegistered.of({ name: '王芳' }))).toEqual([]);
  });

  it('has a category a decider and names each refusal once', () => {
    expect(registerDeciders.map(({ category }) => category)).toEqual(['federation', 'hierarchy', 'union', 'code', 'person']);
    expect(new Set(registerRefusals).size).toBe(registerRefusals.length);
  });

  it('gives facts of what is registered, and none of what is not', () => {
    const person = { name: '王芳' };
    expect(registerFacts.person.read(person)).toEqual({ value: person });
    for (const { read } of Object.values(registerFacts)) expect(read(undefined)).toBeUndefined();
  });
});

it('a path names direct superiors first, and each federation once', () => {
  expect(pathAbove([{ id: 'street', path: ['district', 'city'] }, { id: 'education', path: ['city', 'province'] }])).toEqual(['street', 'education', 'district', 'city', 'province']);
});
