import type { Answer } from './http-client.js';
import { judge } from './judge.js';
import type { CommandStep } from './scenario.js';

const step = (expectation?: CommandStep['expect']): CommandStep => ({ at: '2010-03-01T16:00:00+08:00', by: 'chair', on: 'evaluation-centre.2009.1', do: 'HoldAssembly', ...(expectation === undefined ? {} : { expect: expectation }) });
const recorded: Answer = { status: 201, repeated: false, body: { events: ['AssemblyHeld'], warnings: ['quorum-short'] } };
const refused = (code: string): Answer => ({ status: 422, repeated: false, body: { code, details: { present: 70, entitled: 60 } } });

describe('a command is judged', () => {
  test('recorded, where nothing else was expected', () => {
    expect(judge(step(), recorded, false)).toEqual({ verdict: 'recorded', differences: [] });
    expect(judge(step({ event: 'AssemblyHeld', warnings: ['quorum-short'], status: 201 }), recorded, false).differences).toEqual([]);
  });

  test('another event, a warning too many, another status differ', () => {
    expect(judge(step({ event: 'AssemblyAdjourned', warnings: [], status: 200 }), recorded, false).differences).toHaveLength(3);
  });

  test('the expected no, with the numbers behind it', () => {
    expect(judge(step({ refused: 'present-over-entitled', details: { present: 70 }, status: 422 }), refused('present-over-entitled'), false)).toEqual({ verdict: 'refused', differences: [] });
    expect(judge(step({ refused: 'present-over-entitled', details: { present: 61 } }), refused('present-over-entitled'), false).differences).toHaveLength(1);
  });

  test('another no, a no instead of an event, an event instead of a no', () => {
    expect(judge(step({ refused: 'body-not-allowed' }), refused('present-over-entitled'), false).differences).toEqual([{ path: 'refused', expected: 'body-not-allowed', actual: 'present-over-entitled' }]);
    expect(judge(step({ event: 'AssemblyHeld' }), refused('body-not-allowed'), false).differences).toHaveLength(1);
    expect(judge(step({ refused: 'body-not-allowed' }), recorded, false).differences).toHaveLength(1);
  });

  test('played again: a repetition is fine, and so is a stream that has moved past an expected no', () => {
    expect(judge(step({ event: 'AssemblyHeld' }), { status: 201, repeated: true, body: { events: [] } }, false)).toEqual({ verdict: 'repeated', differences: [] });
    expect(judge(step({ refused: 'body-not-allowed' }), refused('revision-moved-on'), true)).toEqual({ verdict: 'before', differences: [] });
    expect(judge(step({ refused: 'body-not-allowed' }), refused('revision-moved-on'), false).differences).toHaveLength(1);
  });
});
