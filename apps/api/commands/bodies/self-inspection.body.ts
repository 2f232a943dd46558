import { CountsByWord, Count, CriterionId, DateOnly, FactDate, IdPart, Parts, Points, Text } from '../field.js';
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
