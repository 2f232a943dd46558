import { populationOf } from '../population/population.js';
import type { PlayedStep } from './play.js';
import { failureOf, StepPrinter } from './print.js';
import type { CommandStep, Scenario } from './scenario.js';

const held: CommandStep = {
  at: '2010-03-01T16:00:00+08:00',
  by: 'chair',
  on: 'evaluation-centre.2009.1',
  do: 'HoldAssembly',
  with: { heldOn: '2010-03-01', entitled: 60, present: 52 },
  invented: ['entitled', 'present'],
  expect: { event: 'AssemblyHeld' },
};
const scenario: Scenario = {
  scenario: 'little',
  actors: { chair: { office: 'chair', body: 'union-centre' } },
  steps: [{ at: held.at, by: 'chair', on: 'union-centre', do: 'RegisterUnion', with: { name: '交易中心工会' } }, held],
};
const recorded: PlayedStep = { number: 2, step: held, verdict: 'recorded', differences: [], answer: { status: 201, repeated: false, body: { events: ['AssemblyHeld'] } } };

describe('a step is told in one line', () => {
  test('when, who, what, the date of the fact, and what was invented', () => {
    expect(new StepPrinter(scenario, 'zh-CN').line(recorded)).toMatch(/^2010-03-01 16:00 {2}工会主席（交易中心工会） +大会审议 +2010-03-01 {2}✓ {2}※ 应到、实到$/);
    expect(new StepPrinter(scenario, 'en').line(recorded)).toMatch(/^2010-03-01 16:00 {2}Chair \(交易中心工会\) +Assembly held +2010-03-01 {2}✓ {2}※ entitled, present$/);
  });

  test('a federation of the made-up population by its name, which no step of the file tells', () => {
    const population = { unions: 30, holding: 20, seed: 1, evaluatedYear: 2025, campaign: 'little2025', root: { id: 'little', name: '某区总工会' } };
    const [, made] = populationOf(population).tree.federations;
    const told = new StepPrinter({ ...scenario, population, actors: { chair: { office: 'officer', body: `federation-${made?.id}` } } }, 'zh-CN').line(recorded);
    expect(told).toContain(`经办人（${made?.data.name}）`);
  });

  test('a no that was expected shows its code and what the server said', () => {
    const refused: PlayedStep = { ...recorded, verdict: 'refused', answer: { status: 422, repeated: false, body: { code: 'present-over-entitled', detail: '实到不能大于应到。' } } };
    const [line, said] = new StepPrinter(scenario, 'zh-CN').line(refused).split('\n');
    expect(line).toContain('✓ 按预期未予记录（present-over-entitled）');
    expect(said?.trim()).toBe('系统答复：实到不能大于应到。');
  });

  test('a no to fields names each of them', () => {
    const body = { code: 'body-invalid', detail: '请更正。', errors: [{ field: '/heldOn', message: '应为日期' }] };
    const refused: PlayedStep = { ...recorded, verdict: 'refused', answer: { status: 400, repeated: false, body } };
    expect(new StepPrinter(scenario, 'zh-CN').line(refused).split('\n').at(-1)?.trim()).toBe('/heldOn: 应为日期');
  });

  test('an unexpected no is marked, and the failure says what was expected', () => {
    const refused: PlayedStep = { ...recorded, verdict: 'refused', differences: [{ path: 'refused', expected: 'recorded', actual: 'body-not-allowed' }], answer: { status: 422, repeated: false, body: { code: 'body-not-allowed' } } };
    expect(new StepPrinter(scenario, 'zh-CN').line(refused)).toContain('✗ body-not-allowed');
    expect(failureOf('en', 'step 2', refused.differences)).toBe('✗ step 2: not as expected\n                  refused: expected "recorded", found "body-not-allowed"');
  });
});
