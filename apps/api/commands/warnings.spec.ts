import { assemblyWarnings, planWarnings, questionnaireWarnings, voteWarnings } from '#evaluation';
import { describeProblem, languages, Problem, textKeys } from '#platform';
import { warningsOf } from './warnings.js';

const recorded = (type: string, data: object) => [{ type, data } as never];
const quorum = { atLeast: '2/3', count: 'present', n: 35, of: 'entitled', m: 60, met: false, else: 'warn' };

describe('a warning', () => {
  it('tells the numbers behind it, and once what two events warn of', () => {
    const held = recorded('AssemblyHeld', { quorum, warnings: ['quorum-short', 'chair-presides'] });
    expect(warningsOf([...held, ...held], 'zh-CN')).toEqual([
      { code: 'quorum-short', text: '人数不足（已记录）：应到60，实到35，应达2/3', details: quorum },
      { code: 'chair-presides', text: expect.any(String), details: {} },
    ]);
    expect(warningsOf(held, 'en')[0]?.text).toBe('quorum short (recorded): present 35 of 60 entitled, at least 2/3');
  });
  it('of a vote takes them from its outcome and counts', () => {
    const participation = { atLeast: '3/10', count: 'returned', n: 12, of: 'members', m: 80, consented: false, frontLine: null, met: false, else: 'warn' };
    const voted = recorded('VoteTallied', { counts: { returned: 4 }, outcome: { quorum, participation, warnings: ['quorum-short', 'participation-short', 'small-group', 'sheet-missing'] } });
    const [short, few, small, sheet] = warningsOf(voted, 'zh-CN');
    expect([short?.details, few?.text, small?.text, sheet?.details]).toEqual([quorum, '参评面不足（已记录）：收回12，以会员80计，应达3/10', '收回4票，票数过少，不单独显示', {}]);
  });
  it('names criteria without evidence, what was issued, and the rules that a plan follows', () => {
    const said = (data: object) => warningsOf(recorded('any', data), 'en').map(({ text }) => text);
    expect(said({ withoutEvidence: ['1.1', '2.1'] })).toEqual(['points without evidence: 1.1, 2.1']);
    expect(said({ issued: 12, warnings: ['issued-over-sample'] })).toEqual(['12 issued, more than the sample says']);
    expect(said({ follows: { id: 'default', version: 1 }, warnings: ['follows-superseded'] })).toEqual(['follows a superseded version of the rules (default, version 1): new requirements are not built in']);
  });
  it('has a word, and where it has numbers a text, in both languages', () => {
    const codes = [...voteWarnings, ...assemblyWarnings, ...planWarnings, ...questionnaireWarnings, 'members-not-told', 'evidence-missing'];
    for (const language of languages) expect(codes.filter((code) => !textKeys(language).includes(`word.${code}`))).toEqual([]);
  });
});

it('a self-inspection with several faults is told each of them in words', () => {
  const faults = [{ code: 'points-over-maximum', criterion: '1.1', points: 40.5, maximum: 40 }, { code: 'date-in-future', field: 'inspectedOn', date: '2025-12-01', recordedOn: '2025-11-01' }];
  const told = describeProblem(new Problem(422, 'self-inspection-faulty', { count: 2, faults }), 'zh-CN', '/');
  expect(told).toMatchObject({
    detail: '自查材料有2处须改正，逐处见errors，请一并改正后再提交。',
    errors: [
      { field: '/scores', rule: 'points-over-maximum', message: '第1.1条满分40分，填写了40.5分。' },
      { field: '/inspectedOn', rule: 'date-in-future' },
    ],
  });
});
