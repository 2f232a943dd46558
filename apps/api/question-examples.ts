import { votesExample } from './vote-schemas.js';

const total = { own: { earned: 93.5, maximum: 100, of100: 93.5 }, members: null, superior: null };

/** One real-looking answer to each question. */
export const questionExamples = {
  Application: {
    id: 'centre.2009.1',
    today: '2010-03-05',
    titles: [
      {
        title: 'qualified',
        titleText: '合格职工之家',
        after: null,
        mayApply: false,
        text: '暂不能申报合格职工之家，共1项原因：',
        blocks: [{ code: 'below-threshold', details: { title: 'qualified', n: 41, m: 52, of: 'present', threshold: { n: 4, m: 5 }, ballotsShort: 1 }, text: '认同率78.8%（41/52，以实到计），未达到80%，还差1票，暂不能申报合格职工之家，请整改后重新测评。' }],
        toBring: [],
      },
    ],
  },
  Votes: votesExample,
  ScoreTable: {
    id: 'centre.2009.1',
    items: [
      {
        item: '1',
        title: '组织健全',
        rows: [{ criterion: '1.1', text: '工会委员会按期换届', maximum: 5, obligatory: true, scoring: 'points', basis: ['ledger'], basisText: ['查台账'], points: { own: 5, members: null, superior: null }, zero: false, note: null, files: [] }],
        totals: { own: { earned: 17, maximum: 18, of100: 94.44 }, members: null, superior: null },
      },
    ],
    totals: total,
    text: '自评93.5分（满分100分，折算93.5分）。',
  },
  Sample: {
    campaign: 'bureau_2009',
    sample: 'spring',
    seed: '03 11 17 20 26 33 + 09',
    seedFrom: '福利彩票双色球第2010025期开奖号码',
    drawnOn: '2010-03-01',
    drawnFrom: { count: 120, digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
    drawn: ['centre', 'depot', 'works', 'school', 'office', 'shop'],
    recordedAt: '2010-03-01T08:00:00.000Z',
    by: { kind: 'person', office: 'officer', bodyId: 'federation-bureau', assurance: 'unverified' },
    redrawn: true,
    text: '按同一种子和名单重新抽取，结果一致。',
  },
  Allotment: {
    id: 'district.2025.districtmodel',
    federation: 'district',
    evaluatedYear: 2025,
    title: 'districtmodel',
    held: [
      { place: 1, evaluation: 'centre.2025.1', used: true },
      { place: 3, evaluation: 'works.2025.1', used: false },
    ],
    free: [2],
    text: '已占2个名额，其中1个已用于推荐；空出1个。',
    revision: '3',
  },
  Migration: {
    id: 'centre.2009.1',
    from: { id: 'default', version: 1 },
    to: { id: 'default', version: 2 },
    differences: [{ path: '/publicNoticeDays', kind: 'changed', from: '5', to: '7' }],
    differencesInAll: 1,
    moved: [],
    stepsAdded: [],
    stepsRemoved: [],
    resultStands: 1,
    judgedAnew: null,
    titleLost: null,
    text: '两版评议办法共有1处不同。第1轮测评结果按公布时的办法认定，不再重判。',
  },
  Rectification: {
    id: 'centre.2009.1',
    today: '2010-04-15',
    items: [
      {
        item: 'library',
        source: 'comments',
        sourceText: '会员意见',
        criterion: null,
        problem: '职工书屋开放时间不固定',
        measure: '排值班表',
        owner: 'committee',
        ownerText: '工会委员会',
        stands: 'doing',
        standsText: '逾期未整改（逾期3个工作日）',
        foundOn: '2010-03-01',
        dueOn: '2010-04-12',
        workingDaysLate: 3,
        certain: true,
        overdue: true,
        progress: [{ on: '2010-03-20', text: '已排值班表' }],
        result: null,
        told: null,
        confirmed: null,
        carriedOver: null,
      },
    ],
  },
} as const;
