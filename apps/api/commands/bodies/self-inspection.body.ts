import { CountsByWord } from '../counts-field.js';
import { Count, CriterionId, DateOnly, FactDate, Figure, IdPart, Part, Parts, Points, Text, Whole } from '../field.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

export class RecordQuestionnaireBody {
  @IdPart({ example: 'delegation_1' }) group!: string;
  @FactDate({ example: '2009-10-12' }) askedOn!: string;
  @Count({ example: 10 }) issued!: number;
  @Count({ example: 10 }) returned!: number;
  @Count({ example: 10 }) valid!: number;
  @CountsByWord({ example: { agree: 10 } }) answers!: { [answer: string]: number };
  @Text(200, { optional: true, example: '是否同意自评结果' }) question?: string;
}

export class SampleGroupBody {
  @IdPart({ example: 'delegation_1' }) group!: string;
  @Count({ example: 120 }) eligible!: number;
  @Count({ example: 10 }) toIssue!: number;
}

export class DeclareSampleBody {
  @FactDate({ example: '2009-10-10' }) drawnOn!: string;
  @Text(200, { example: '2009年9月末会员名册' }) frame!: string;
  @Count({ example: 480 }) population!: number;
  @Parts(() => SampleGroupBody, 200, { least: 1, description: 'Each group once: of so many eligible, so many are to be asked.' }) groups!: SampleGroupBody[];
  @Text(200, { example: '各代表团抽签' }) method!: string;
  @Text(200, { optional: true, example: '20091010' }) seed?: string;
}

export class SummariseQuestionnaireBody {
  @FactDate({ example: '2009-10-13' }) summarisedOn!: string;
  @Count({ example: 40 }) issued!: number;
  @Count({ example: 40 }) returned!: number;
  @Count({ example: 40 }) valid!: number;
  @CountsByWord({ example: { agree: 40 } }) answers!: { [answer: string]: number };
}

export class CriterionScoreBody {
  @CriterionId() criterion!: string;
  @Points({ optional: true, description: 'May be left out where `measured` decides them.' }) points?: number;
  @Figure({ optional: true, description: 'The figure that the points rest on, in the unit of the criterion\'s deduction.' }) measured?: number;
  @Text(2_000, { optional: true }) note?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

export class ExternalScoreBody {
  @Text(200, { example: '市文明办' }) by!: string;
  @Points({ example: 95 }) score!: number;
  @Points({ example: 100 }) of!: number;
  @Text(200, { optional: true, example: '窗口服务测评' }) about?: string;
  @FactDate({ optional: true, example: '2009-09' }) givenOn?: string;
}

export class BranchVisitBody {
  @Text(200, { example: '第一分会' }) branch!: string;
  @FactDate({ example: '2009-10-14' }) visitedOn!: string;
  @Text(2_000, { optional: true, example: '台账齐全' }) note?: string;
}

export class InterviewBody {
  @FactDate({ example: '2009-10-15' }) heldOn!: string;
  @Count({ example: 8 }) people!: number;
  @Text(200, { optional: true, example: '一线会员座谈' }) about?: string;
}

export class MeanScoreBody {
  @CriterionId() criterion!: string;
  @Points({ example: 4.2 }) mean!: number;
}

export class MemberScoresBody {
  @Whole(1, 10_000_000, { example: 12 }) representatives!: number;
  @Points({ optional: true, example: 91.5 }) mean?: number;
  @Parts(() => MeanScoreBody, 200, { optional: true }) criteria?: MeanScoreBody[];
}

export class ReviewBody {
  @FactDate({ example: '2009-10-24' }) reviewedOn!: string;
  @Count({ example: 7 }) present!: number;
  @Text(2_000, { optional: true }) note?: string;
}

export class SubmitSelfInspectionBody {
  @FactDate({ example: '2009-10-20' }) inspectedOn!: string;
  @DateOnly({ optional: true, example: '2009-10-26' }) receivedOn?: string;
  @Parts(() => CriterionScoreBody, 200, { least: 1, description: 'Every criterion that applies, once.' }) scores!: CriterionScoreBody[];
  @Text(2_000, { listOf: 50, unique: true, optional: true, example: ['业务技能培训偏少'] }) problems?: string[];
  @Text(20_000, { optional: true }) report?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) reportFiles?: EvidenceBody[];
  @Parts(() => ExternalScoreBody, 20, { optional: true }) external?: ExternalScoreBody[];
  @Parts(() => BranchVisitBody, 200, { optional: true }) branchVisits?: BranchVisitBody[];
  @Parts(() => InterviewBody, 100, { optional: true }) interviews?: InterviewBody[];
  @Part(() => MemberScoresBody, { optional: true, description: 'Beside the self-score: the mean in all, or by criterion.' }) memberScores?: MemberScoresBody;
  @Part(() => ReviewBody, { optional: true, description: 'The leading group looked the result through.' }) review?: ReviewBody;
}
