import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nextStepNames } from '#evaluation';
import { dutyNames } from '#campaign';
import { languages, textFor, textKeys } from '#platform';
import { renderDigest, type DigestContent } from '#reminders';
import { aContent } from '#reminders/testing';

/** The digest of TERMS with the three lines that it shows. */
const content: DigestContent = { ...aContent, lines: aContent.lines.slice(0, 3), links: { list: 'http://list', acknowledge: 'http://ack' }, contact: { body: '××区总工会基层工作部', telephone: '×××' } };

describe('npm run notice -- preview', () => {
  const preview = (...given: readonly string[]) => spawnSync(process.execPath, [join('dist', 'apps', 'reminders', 'notice.js'), 'preview', ...given], { encoding: 'utf8' });

  it('shows a message', () => expect(preview('--lang', 'en', '--form', 'text')).toMatchObject({ status: 0, stdout: expect.stringMatching(/Units that did not hand in on time \(7\)[^]*Items of rectification overdue \(2\)/) }));

  it('says in one line that not even the heading fits', () => {
    const { status, stdout, stderr } = preview('--bytes', '100');
    expect([status, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(/^a \w+ of 100 bytes holds not even the heading of a message\n$/);
  });

  it.each([[['--byte', '4096']], [['--bytes']], [['--bytes', '--units']], [['text']], [['--units', '3', '--units', '4']]])('refuses %j with its usage', (given) => {
    const { status, stderr } = preview(...given);
    expect([status, stderr.split(' ')[0]]).toEqual([64, 'usage:']);
  });
});

describe('the words of a message', () => {
  it('are those that officials write, in the layout of a group robot', () => {
    const { subject, markdown } = renderDigest(content, { say: (key, details) => textFor('zh-CN', key, details), byteLimit: 4_096 });
    expect(subject).toBe('会员评家催报通知（第2次） 2025年度 · ××街道总工会');
    expect(markdown.split('\n')).toEqual([
      '## 会员评家催报通知（第2次）',
      '**2025年度 · ××街道总工会**（截至12月22日9:00）',
      '> 应开展 **62** 家，已评议 <font color="info">41</font> 家，覆盖率66.1%（41/62）',
      '> 逾期未上报 <font color="warning">9</font> 家；3个工作日内到期 6 家；逾期未整改 <font color="warning">2</font> 项',
      '',
      '**未按时上报单位（共9家，列前3家）**',
      '1. ××商贸有限公司工会：测评结果，逾期 <font color="warning">12</font> 个工作日',
      '2. ××小学工会：自查报告，逾期 <font color="warning">8</font> 个工作日（已退回，待补正）',
      '3. ××商圈联合工会（涵盖23家单位）：评议情况报告，逾期 <font color="warning">5</font> 个工作日',
      '',
      '请督促上述单位于12月26日（周五）17:00前上报；确有困难的，请说明理由申请延期。',
      '已报纸质材料的请告知，由上级工会代录。',
      '[查看催报名单](http://list)  [已知悉，填写预计上报时间](http://ack)',
      '<font color="comment">××区总工会基层工作部 电话：×××</font>',
    ]);
  });

  it('tell a federation apart what it is to do itself', () => {
    const own = { name: '××小学工会', step: 'closeEvaluation', workingDaysLeft: -8, state: 'due', owedBy: 'recipient' } as const;
    const some = { ...content, overdue: 1, dueSoon: 0, itemsOverdue: 0, ownOverdue: 5, belowOverdue: 2, due: 8, lines: [...content.lines.slice(0, 1), own, { ...own, name: '××村办企业工会', owedBy: 'below' }] } as const;
    const lines = (language: 'zh-CN' | 'en') => renderDigest(some, { say: (key, details) => textFor(language, key, details), byteLimit: 4_096 }).text.split('\n');
    expect(lines('zh-CN').slice(3, 11)).toEqual([
      '逾期未上报 1 家；本会应办事项逾期 5 项；下级工会应办事项逾期 2 项',
      '未按时上报单位（共1家）',
      '1. ××商贸有限公司工会：测评结果，逾期 12 个工作日',
      '本会应办、已逾期事项（共5项，列前1项）',
      '1. ××小学工会：办结归档，逾期 8 个工作日',
      '下级工会应办、已逾期事项（共2项，列前1项）',
      '1. ××村办企业工会：办结归档，逾期 8 个工作日',
      '请于12月26日（周五）17:00前办结本会应办事项、督促上述单位上报、督促下级工会办结应办事项；确有困难的，请说明理由申请延期。',
    ]);
    expect(lines('en')).toContain('Yours to do, overdue (5, the first 1 named)');
  });

  it('are there in English too', () => {
    const { text } = renderDigest(content, { say: (key, details) => textFor('en', key, details), byteLimit: 4_096 });
    expect(text).toContain('Please see to it that these units hand in by 26 December (Friday), 17:00');
  });

  it('name whatever may be owed', () => {
    const keys = languages.map((language) => textKeys(language));
    expect([...nextStepNames, ...dutyNames].filter((step) => !keys.every((all) => all.includes(`owed.${step}`)))).toEqual([]);
  });
});
