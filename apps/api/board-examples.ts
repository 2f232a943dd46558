const coverage = { figure: 'coverage', formula: '(held) ÷ (should)', n: 665, m: 1_023, of: 'should', percent: '65.0', text: '覆盖率65.0%（665/1023）' };
const should = { figure: 'should', formula: 'should', n: 1_023, m: null, of: null, percent: null, text: '应开展1023' };
const board = {
  figures: [should, coverage],
  bySteps: [{ step: 'publish', unions: 665, text: '公布测评结果' }],
  byStatus: [{ status: 'held', unions: 665, text: '已评议' }],
  late: [
    {
      step: 'openRound',
      stepText: '民主测评',
      unions: 358,
      byDays: [{ from: 21, to: null, unions: 358 }],
      dates: [{ dueOn: '2025-12-15', unions: 358, workingDaysLate: 33 }],
      dueSoon: 0,
      text: '民主测评：逾期358家，最长33个工作日；5个工作日内到期0家',
    },
  ],
  breakdowns: [{ by: 'class', byText: '工会类别', rows: [{ key: 'privateFirm', keyText: '非公', figures: [coverage] }] }],
  subjects: [
    {
      subject: 'home',
      subjectText: '职工之家',
      grades: [{ grade: 'satisfied', n: 31_000, text: '满意' }],
      points: null,
      rates: [{ rate: 'satisfaction', rateText: '满意率', over: [{ n: 31_000, m: 33_000, of: 'valid', formula: 'satisfied', percent: '93.9', text: '93.9%（31000/33000，以有效计）' }] }],
    },
  ],
  endorsements: [{ percent: 93, unions: 41 }],
  itemsOverdue: { items: 2, formula: 'Σ itemsDue.<day>, day < 2026-01-31', text: '逾期未整改2' },
  exemptByReason: [{ reason: 'merging', unions: 3, text: '正在合并' }],
  titles: [{ title: 'qualified', applied: 120, granted: 88, rechecked: 0, withdrawn: 0, text: '合格职工之家' }],
};

const check = { duty: 'check', dutyText: '检查材料', stands: 'owed', standsText: '未报送', dueOn: '2025-11-30', receivedOn: null, isMissing: true, isLate: true, workingDaysLate: 43, text: '检查材料未报送，逾期43个工作日' };

/** One real-looking answer of each kind. */
export const boardExamples = {
  Board: {
    campaign: 'district_2025',
    federation: 'district',
    name: '某区总工会',
    evaluatedYear: 2025,
    ruleSet: { id: 'default', version: 2 },
    asOf: null,
    asOfPosition: null,
    on: '2026-01-31',
    ...board,
    atDeadline: { deadline: '2025-12-15', board },
    lastYear: { campaign: 'district_2024', backFilled: null, subjects: board.subjects, figures: [coverage], changes: [{ figure: 'coverage', n: 24, tenthsOfPoints: 23 }] },
    duties: {
      federations: 9,
      late: 5,
      text: '下级应报9家，其中逾期5家',
      papers: [{ duty: 'check', dutyText: '检查材料', owed: 9, handedIn: 6, accepted: 0, late: 2, returned: 0, missing: 3, formula: 'missing = Σ outstanding.check.<day>, day < 2026-01-31', text: '检查材料：应报9，已报6，逾期报送2，退回0，逾期未报3' }],
    },
    adoption: { calledUp: 9, adopted: 7, late: 1, tightened: 1, missing: 2, dueOn: '2025-02-28', isOverdue: true, formula: 'missing = calledUp − adopted', text: '应转发执行9，已转发7（其中逾期1），未转发2' },
    reminders: { notices: 12, sent: 10, waiting: 1, failed: 1, inDoubt: 0, withdrawn: 0, acknowledged: 4, calls: 2, formula: 'notices = sent + waiting + failed + inDoubt + withdrawn', text: '催报通知12条：已发送10，待发送1，未成功1，送达不明0，撤回0；已知悉4；电话催报2次', byChannel: [{ channel: 'outbox', sent: 10, text: '站内消息' }] },
    direct: 40,
    children: [{ federation: 'street', name: '某街道总工会', figures: [coverage] }],
  },
  DutyPage: {
    campaign: 'district_2025',
    on: '2026-01-31',
    federations: [{ duty: 'street.district_2025', federation: 'street', name: '某街道总工会', line: 'territorial', kind: 'street', path: ['district'], isLate: true, duties: [check], text: '某街道总工会：检查材料未报送，逾期43个工作日' }],
  },
  AdoptionPage: {
    campaign: 'district_2025',
    ruleSet: { id: 'default', version: 2 },
    dueOn: '2025-02-28',
    on: '2026-01-31',
    federations: [{ federation: 'street', name: '某街道总工会', adopted: { on: '2025-03-05', dueOn: '2025-02-28', late: true, own: null, documentNumber: null }, isOverdue: false, text: '某街道总工会：2025-03-05转发执行，逾期（应于2025-02-28前）' }],
  },
  CircularDraft: {
    campaign: 'district_2025',
    on: '2026-01-31',
    figures: { should: 1_023, held: 665 },
    title: '关于2025年度会员评议职工之家工作进展情况的通报',
    text: '截至2026年1月31日，全区应开展会员评家的基层工会1023家，已开展665家，覆盖率65.0%；未开展358家。某街道总工会未按《通知》要求及时报送检查材料（名单附后），经两次催报仍未上报，现予以通报。请上述单位认真查找原因，于2月6日前补报；未开展的，于2月27日前组织补评，并书面报告整改情况。',
    papersBy: '2026-02-06',
    makeUpBy: '2026-02-27',
    certain: true,
    annex: [{ federation: 'street', name: '某街道总工会', papers: ['check'], missing: true, text: '某街道总工会：检查材料' }],
    figuresDigest: 'd'.repeat(64),
    position: '4211',
  },
  SignedCircular: {
    campaign: 'district_2025',
    circular: 'winter',
    on: '2026-01-31',
    signedOn: '2026-02-02',
    text: '截至2026年1月31日，全区应开展会员评家的基层工会1023家，已开展665家，覆盖率65.0%；未开展358家。',
    documentNumber: '某工发〔2026〕2号',
    figures: { should: 1_023, held: 665 },
    named: [{ federation: 'street', name: '某街道总工会', papers: ['check'] }],
    figuresDigest: 'd'.repeat(64),
    position: '4211',
    recordedAt: '2026-02-02T01:00:00.000Z',
    by: { kind: 'person', office: 'officer', bodyId: 'federation-district', assurance: 'unverified' },
  },
  HonoursPage: {
    campaign: 'district_2025',
    vetoWhereNotHeld: true,
    unions: [{ evaluation: 'market.2025.1', union: 'market', unionName: '某商圈联合工会', superior: 'street', status: 'notStarted', held: null, endorsement: null, eligible: false, exempt: false, reasons: ['notHeld'], text: '某商圈联合工会：不参加推优评先（未开展）' }],
  },
  OverduePage: {
    campaign: 'district_2025',
    on: '2026-01-31',
    unions: [
      {
        evaluation: 'market.2025.1',
        union: 'market',
        unionName: '某商圈联合工会',
        superior: 'street',
        units: 23,
        status: 'awaitPublish',
        step: 'reportUpward',
        stepText: '评议情况报告',
        dueOn: '2026-01-16',
        workingDaysLate: 11,
        text: '某商圈联合工会（涵盖单位23家）：评议情况报告，逾期11个工作日',
      },
    ],
  },
} as const;
