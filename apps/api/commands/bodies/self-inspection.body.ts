import { CountsByWord } from '../counts-field.js';
import { Count, CriterionId, DateOnly, FactDate, IdPart, Parts, Points, Text } from '../field.js';
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
  @Points() points!: number;
  @Text(2_000, { optional: true }) note?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

export class SubmitSelfInspectionBody {
  @FactDate({ example: '2009-10-20' }) inspectedOn!: string;
  @DateOnly({ optional: true, example: '2009-10-26' }) receivedOn?: string;
  @Parts(() => CriterionScoreBody, 200, { least: 1, description: 'Every criterion that applies, once.' }) scores!: CriterionScoreBody[];
  @Text(2_000, { listOf: 50, optional: true, example: ['业务技能培训偏少'] }) problems?: string[];
  @Text(20_000, { optional: true }) report?: string;
}
