import { StoreUnavailable } from '#kernel';
import { answeredDates, milestones } from '#evaluation';
import { describeProblem } from './problem.filter.js';
import { problem, Problem } from './problem.js';
import { dateInWords, languages, textFor, textKeys, textPattern, type Details } from './texts.js';

/** Texts with their numbers in, as people read them. */
const said = (code: string, details: Details, language: 'zh-CN' | 'en' = 'zh-CN') => describeProblem(new Problem(422, code, details), language, '/')['detail'];

describe('a date that contradicts another', () => {
  const details = { field: 'heldOn', date: '2010-03-01', milestone: 'selfInspection', recorded: '2010-03-05' };

  it('is told with what it contradicts, and which way round it must be', () => {
    expect(said('date-contradicts', { ...details, must: 'follow' })).toBe('召开或测评日期（2010-03-01）不得早于已登记的自检自查日期（2010-03-05），可以同日，请核对。');
    expect(said('date-contradicts', { ...details, must: 'precede' })).toContain('不得晚于');
    expect(said('date-contradicts', { ...details, must: 'follow' }, 'en')).toBe('Day it was held (2010-03-01) may not be before the day of the self-inspection on record (2010-03-05); the same day is allowed.');
  });

  it('has a word for every milestone, and reads even where one is missing', () => {
    expect([...milestones, ...answeredDates].filter((name) => !textKeys('en').includes(`milestone.${name}`))).toEqual([]);
    expect(said('date-contradicts', { ...details, must: 'follow', milestone: 'somethingQuiteNew' }, 'en')).toContain('the day of the something quite new on record');
  });
});

describe('what is told', () => {
  it('of a row names no sheet where the file has none', () => {
    expect(textFor('zh-CN', 'intake.same-code-twice', { sheet: '', row: 4 })).toBe('与第4行的代码相同。');
    expect(textFor('zh-CN', 'intake.same-code-twice', { sheet: '表一', row: 4 })).toBe('与工作表“表一”第4行的代码相同。');
  });

  it('of a correction out of order names the corrected day, not a field', () => {
    expect(said('date-contradicts', { field: 'right', date: '2025-02-01', milestone: 'plan', recorded: '2025-03-01', must: 'follow' })).toMatch(/^更正后的日期（2025-02-01）不得早于/);
  });
  it('of a resolution has each count, and of a dispute how it ended', () => {
    expect(said('resolution-over-present', { votesFor: 40, against: 2, abstained: 0, present: 41 })).toBe('赞成40票、反对2票、弃权0票，合计多于实到41人，请核对。');
    expect(textFor('zh-CN', 'event.DisputeResolved', { resolvedOn: '2025-03-01', revision: 4, upheld: true, reason: '属实' })).toBe('2025-03-01处理对第4条代录的异议：成立，理由：属实');
  });
});

describe('partial dates', () => {
  it.each([
    ['2010-03-01', '2010-03-01', '2010-03-01'],
    ['2008-06', '2008年6月', 'June 2008'],
    ['1998', '1998年', '1998'],
    ['--08', '8月（年份不详）', 'August (year unknown)'],
    ['--08-05', '8月5日（年份不详）', '5 August (year unknown)'],
  ])('%s', (date, chinese, english) => {
    expect(languages.map((language) => dateInWords(language, date))).toEqual([chinese, english]);
    expect(said('date-in-future', { field: 'foundedOn', date, recordedOn: '2010-03-01' })).toContain(`工会成立日期（${chinese}）`);
  });
});

describe('what a text is filled with', () => {
  it('is one count among those of a subject, by the words of both', () => {
    const told = (count: string) => languages.map((language) => textFor(language, 'fact.count', { count }));
    expect(told('home.verySatisfied')).toEqual(['“职工之家”非常满意', 'very satisfied of “the Home”']);
    expect(told('points.home')[0]).toBe('“职工之家”总分');
    expect(told('answers.agree')[0]).toBe('答“同意”');
    expect(told('grades.meetsModel')[0]).toBe('“meetsModel”各等次合计');
    expect(told('no.words')[0]).toBe('no.words');
  });
  it('is a rate in per cent with its counts, never rounded up to the threshold, which stands as the rules write it', () => {
    const short = { title: 'qualified', n: 1999, m: 2500, of: 'present', threshold: { n: 80, m: 100 }, ballotsShort: 1 };
    expect(said('below-threshold', short)).toBe('认同率79.9%（1999/2500，以实到计），未达到80%，还差1票，暂不能申报合格职工之家，请整改后重新测评。');
    expect(said('below-threshold', { ...short, threshold: { n: 2, m: 3 } }, 'en')).toContain('Endorsement 79.9% (1999/2500 present) is below 2/3');
  });

  it('is shown as it was typed where people typed it, were it a key or a date', () => {
    expect(said('box-unknown', { round: 1, box: 'home' })).toBe('第1轮没有票箱“home”。');
    expect(textFor('en', 'event.PlanReturned', { returnedOn: '2010-03', reason: '2010' })).toBe('Plan returned in March 2010: 2010');
  });

  it('of a field is told by what the field means, which a word of that spelling elsewhere may not', () => {
    expect(textFor('zh-CN', 'field.unknown', { allowed: ['issuer', 'members', 'grantedOn', 'odd'] })).toBe('没有此项，可填的有：issuer（授予或核发单位）、members（成员或会员人数）、grantedOn（命名日期）、odd');
    expect(textFor('en', 'field.unknown', { allowed: ['issuer'] })).toBe('unknown; allowed are: issuer (body that gave it)');
  });

  it('is shown as it is to be typed where it is to be typed, with its word', () => {
    const fault = { field: '/consentedBy', rule: 'oneOf', details: { allowed: ['superior', 'nobody'] } };
    expect(describeProblem(problem('body-invalid', {}, [fault]), 'zh-CN', '/')['errors']).toMatchObject([{ message: '应为下列之一：superior（上级工会）、nobody' }]);
  });

  it('may be nothing', () => {
    expect(said('ballot-mismatch', { missing: ['home'], foreign: [] })).toBe('测评项目或等次与评议办法不符。缺少：home（职工之家）；多出：无。');
    expect(said('ballot-mismatch', { missing: [], foreign: ['excellent'] }, 'en')).toContain('Missing: none; foreign: excellent.');
  });

  it('is no word from the inside: a store says by a code why it cannot serve', () => {
    const { trouble } = new StoreUnavailable('database or disk is full (SQLITE_FULL)', { trouble: 'diskFull' });
    expect(said('store-unavailable', { reason: trouble })).toBe('存储暂不可用：磁盘空间不足。本次未作记录，请稍后重试。');
    expect(said('log-damaged', { damage: 'event', position: '1998', stream: 'union-u17' })).toBe('日志存在损坏，已停止提供服务：位置1998的记录（union-u17）与当初写入的不一致。请联系管理员恢复备份。');
  });
});

describe('a word that goes by its number', () => {
  it('is one for one, and another for any other', () => {
    expect([1, 0, 2, 21].map((n) => textFor('en', 'step.left', { n }))).toEqual(['1 working day left.', '0 working days left.', '2 working days left.', '21 working days left.']);
    expect(textFor('en', 'problem.boxes-outstanding', { outstanding: 1, round: 2 })).toBe('1 box of round 2 is not tallied yet.');
    expect(textFor('en', 'event.UnitsCalledUp', { units: ['one'], evaluatedYear: 2025 })).toBe('1 unit called up for 2025');
    expect([1, 2].map((n) => textFor('en', 'digest.late', { days: `**${n}**`, n }))).toEqual(['**1** working day overdue', '**2** working days overdue']);
    expect(textFor('zh-CN', 'step.left', { n: 1 })).toBe('还剩1个工作日。');
  });
  it('stands in every English text that counts something', () => {
    const bare = textKeys('en').filter((key) => /\{(?:literal:)?\w+\} (working )?(days|years|units|items|boxes|votes|ballots|characters)\b/.test(textPattern('en', key)));
    expect(bare).toEqual([]);
  });
});

describe('what is not there', () => {
  it('is named by what it would be and its id', () => {
    expect(textFor('zh-CN', 'problem.not-found', { thing: 'evaluation', id: 'u9.2009.1' })).toBe('该地址没有内容：没有编号为u9.2009.1的评议。');
    expect(textFor('en', 'problem.not-found', { thing: 'union', id: 'u9' })).toBe('There is nothing at this address: no union "u9" is known.');
    expect(textFor('en', 'problem.not-found')).toBe('There is nothing at this address.');
  });
  it('reads well where a revision is asked of what has none', () => {
    expect(['none', '4'].map((revision) => textFor('en', 'problem.revision-moved-on', { revision }))).toEqual(['The record is not as you read it (revision now: none, nothing is recorded yet); read it again. Nothing was recorded.', 'The record is not as you read it (revision now: 4); read it again. Nothing was recorded.']);
    expect(textFor('zh-CN', 'problem.revision-moved-on', { revision: 'none' })).toContain('（当前版本：尚无记录）');
  });
});
