import { join, type AnyStep } from './decider.js';

const trunk = { category: 'light', initial: { on: false } };
const turnOn: AnyStep = { decide: { TurnOn: () => [] }, evolve: { TurnedOn: () => ({ on: true }) } };
const turnOff: AnyStep = { needs: { TurnOff: () => ({ owner: { fact: 'person', of: 'p1' } }) }, decide: { TurnOff: () => [] }, evolve: { TurnedOff: () => ({ on: false }) } };

describe('join', () => {
  it('spreads steps into one decider', () => {
    const light = join(trunk, turnOn, turnOff);
    expect(light).toMatchObject(trunk);
    expect(Object.keys(light.decide)).toEqual(['TurnOn', 'TurnOff']);
    expect(Object.keys(light.evolve)).toEqual(['TurnedOn', 'TurnedOff']);
  });

  it('asks each step for the facts of its own commands, and none where it names none', () => {
    const light = join(trunk, turnOn, turnOff);
    const command = (type: string) => ({ type }) as Parameters<typeof light.needs>[0];
    expect(light.needs(command('TurnOff'), trunk.initial)).toEqual({ owner: { fact: 'person', of: 'p1' } });
    expect(light.needs(command('TurnOn'), trunk.initial)).toEqual({});
    expect(light.needs(command('toString'), trunk.initial)).toEqual({});
  });

  it('refuses two steps that decide one command or evolve one event', () => {
    expect(() => join(trunk, turnOn, { decide: { TurnOn: () => [] }, evolve: {} })).toThrow('two steps decide "TurnOn"');
    expect(() => join(trunk, turnOn, { decide: {}, evolve: { TurnedOn: () => ({ on: true }) } })).toThrow('two steps evolve "TurnedOn"');
    expect(() => join(trunk, turnOff, { needs: { TurnOff: () => ({}) }, decide: {}, evolve: {} })).toThrow('two steps needs "TurnOff"');
  });

  it('takes no name of Object.prototype for a rule', () => {
    const light = join(trunk, { decide: { constructor: () => [] }, evolve: {} } as AnyStep);
    expect(Object.keys(light.decide)).toEqual(['constructor']);
    expect((light.evolve as Record<string, unknown>)['toString']).toBeUndefined();
  });
});
