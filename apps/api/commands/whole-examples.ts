/**
 * Bodies as a union sends them, for commands whose fields make sense only together: what a page to try the API sends
 * first is then recorded, not refused. They suit the default rule set and a public institution; a spec plays them.
 */
export const wholeExamples: Readonly<Record<string, object>> = {
  SubmitSelfInspection: {
    inspectedOn: '2009-10-20',
    receivedOn: '2009-10-26',
    scores: [
      ...scored('1', [5, 3.5, 4, 4.5]),
      ...scored('2', [4, 3, 4, 4]),
      ...scored('3', [6, 4, 5, 4]),
      ...scored('4', [3, 4, 2.5, 3]),
      ...scored('5', [5, 5, 3.5, 4]),
      ...scored('6', [4, 4, 3, 2]),
    ],
    problems: ['业务技能培训偏少'],
    report: '对照六项基本内容逐条自查，总体较好，一项需要整改。',
  },
  TallyVote: {
    round: 1,
    box: 'main',
    venue: '三楼会议室',
    heldOn: '2010-03-01',
    entitled: 60,
    present: 52,
    issued: 52,
    returned: 52,
    valid: 51,
    spoilt: 1,
    subjects: Object.fromEntries(['unionWork', 'home', 'chairDuty'].map((subject) => [subject, { satisfied: 45, basicallySatisfied: 5, dissatisfied: 1 }])),
    scrutineer: 'scrutineer_1',
    tellers: ['teller_1', 'teller_2'],
  },
};

/** Points of one item's criteria, in their order. */
function scored(item: string, points: readonly number[]): readonly object[] {
  return points.map((earned, index) => ({ criterion: `${item}.${index + 1}`, points: earned }));
}
