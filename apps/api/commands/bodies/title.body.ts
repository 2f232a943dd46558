import { CountsByWord } from '../counts-field.js';
import { Count, CriterionId, DateOnly, FactDate, Figure, Flag, Id, IdPart, OneOf, Part, Parts, Points, Text, Whole, Word } from '../field.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

export class DepartmentOpinionBody {
  @Word({ example: 'safety' }) from!: string;
  @Flag({ example: true }) favourable!: boolean;
  @Text(2_000, { optional: true, example: '近两年无安全责任事故' }) opinion?: string;
}

export class MembershipBody {
  @Count({ example: 60 }) members!: number;
  @Count({ example: 62, description: 'All staff, members among them.' }) staff!: number;
  @FactDate({ example: '2009-12-31' }) on!: string;
}

export class UnitNoticeBody {
  @DateOnly({ example: '2010-01-11' }) from!: string;
  @DateOnly({ example: '2010-01-18' }) until!: string;
  @Text(200, { optional: true, example: '公告栏' }) place?: string;
}

export class ApplyForTitleBody {
  @Word({ example: 'qualified' }) title!: string;
  @FactDate({ example: '2010-01-20' }) appliedOn!: string;
  @Count({ optional: true, example: 50 }) votesFor?: number;
  @Count({ optional: true, example: 52 }) present?: number;
  @Count({ optional: true, example: 60, description: 'Members entitled to vote on it.' }) entitled?: number;
  @Text(2_000, { optional: true, example: '同意申报' }) partyOpinion?: string;
  @Parts(() => DepartmentOpinionBody, 20, { optional: true }) departmentOpinions?: DepartmentOpinionBody[];
  @Part(() => MembershipBody, { optional: true }) membership?: MembershipBody;
  @Part(() => UnitNoticeBody, { optional: true, description: 'The public notice within the unit before it applied.' }) unitNotice?: UnitNoticeBody;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

export class RecommendApplicationBody {
  @IdPart({ example: 'bureau' }) federation!: string;
  @FactDate({ example: '2010-01-28' }) recommendedOn!: string;
  @Text(2_000, { optional: true, example: '同意推荐' }) opinion?: string;
  @Whole(1, 1_000_000, { optional: true, example: 1, description: 'Its place in the list of this level: within the quota, and taken in the allotment before.' }) place?: number;
  @Count({ optional: true, example: 62, description: 'Unions of this level that held their evaluation: what a quota of one in so many counts from.' }) held?: number;
}

export class TakePlaceBody {
  @Id({ example: 'centre.2009.1', description: 'The evaluation that is to be recommended.' }) evaluation!: string;
  @Whole(1, 1_000_000, { example: 1 }) place!: number;
}

export class ReleasePlaceBody {
  @Id({ example: 'centre.2009.1' }) evaluation!: string;
}

export class DeclineApplicationBody {
  @IdPart({ example: 'bureau' }) federation!: string;
  @FactDate({ example: '2010-01-28' }) declinedOn!: string;
  @Text(2_000, { example: '推荐名额已满' }) reason!: string;
}

export class WithdrawApplicationBody {
  @FactDate({ example: '2010-01-25' }) withdrawnOn!: string;
  @Text(2_000, { example: '条件尚不成熟' }) reason!: string;
}

export class SurveyBody {
  @Count({ optional: true, example: 25, description: 'Staff that was asked: the base of recognition. Absent: over what was issued.' }) staff?: number;
  @Count({ example: 25 }) issued!: number;
  @Count({ example: 25 }) returned!: number;
  @Count({ example: 25 }) valid!: number;
  @Count({ example: 25 }) recognised!: number;
}

export class PanelScoreBody {
  @CriterionId() criterion!: string;
  @Points({ optional: true }) points?: number;
  @Figure({ optional: true }) measured?: number;
  @Text(2_000, { optional: true }) note?: string;
}

export class RecordVisitBody {
  @FactDate({ example: '2010-03-14' }) visitedOn!: string;
  @IdPart({ example: 'vice_chair' }) presenter!: string;
  @CountsByWord({ optional: true, example: { frontLine: 10, cadres: 5 } }) attendees?: { [category: string]: number };
  @Part(() => SurveyBody, { optional: true }) survey?: SurveyBody;
  @Text(2_000, { optional: true, example: '总体符合标准' }) findings?: string;
  @Text(2_000, { optional: true, example: '档案八盒，按条目归档' }) archive?: string;
  @Text(2_000, { optional: true, example: '职工活动室一处' }) premises?: string;
  @Parts(() => PanelScoreBody, 200, { optional: true, description: "The panel's own scores: every criterion, or only those it looked at." }) scores?: PanelScoreBody[];
  @Text(200, { optional: true }) place?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

const verdicts = ['accepted', 'putRight', 'notPassed'] as const;

export class GiveVerdictBody {
  @OneOf(verdicts) verdict!: (typeof verdicts)[number];
  @FactDate({ example: '2010-03-20' }) givenOn!: string;
  @Points({ optional: true, example: 86.5 }) score?: number;
  @DateOnly({ optional: true, example: '2010-04-20', description: 'For putRight: until when.' }) putRightBy?: string;
  @Text(2_000, { optional: true }) reason?: string;
}

export class OpenNoticeBody {
  @DateOnly({ example: '2010-03-22' }) openedOn!: string;
  @Text(200, { example: '门户网站' }) place!: string;
}

export class RaiseObjectionBody {
  @IdPart({ example: 'o1' }) objection!: string;
  @FactDate({ example: '2010-03-24' }) raisedOn!: string;
  @Text(2_000, { example: '反映会费收缴不实' }) summary!: string;
}

export class DecideObjectionBody {
  @IdPart({ example: 'o1' }) objection!: string;
  @Flag({ example: false }) upheld!: boolean;
  @FactDate({ example: '2010-03-26' }) decidedOn!: string;
  @Text(2_000, { example: '经核查不属实' }) reason!: string;
}

export class GrantTitleBody {
  @FactDate({ example: '2010-04-01' }) grantedOn!: string;
  @Text(200, { example: '2010-017' }) certificate!: string;
}
