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
        blocks: [{ code: 'below-threshold', details: { title: 'qualified', n: 41, m: 52, of: 'present', threshold: { n: 4, m: 5 }, ballotsShort: 1 }, text: '认同率41/52（以实到计），未达到4/5，还差1票，暂不能申报合格职工之家，请整改后重新测评。' }],
      },
    ],
  },
} as const;
