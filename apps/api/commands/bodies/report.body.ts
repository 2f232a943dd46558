import { bodies, type Body } from '#rules';
import { CountsBySubject } from '../counts-field.js';
import { Count, DateOnly, FactDate, Flag, IdPart, OneOf, Part, Parts, Text, Word } from '../field.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

export class ReportUpwardBody {
  @FactDate({ example: '2010-03-08' }) reportedOn!: string;
  @DateOnly({ optional: true, example: '2010-03-09', description: 'Default: the day of recording.' }) receivedOn?: string;
  @Text(20_000, { optional: true, example: '现将评议情况报告如下……' }) report?: string;
  @Text(2_000, { listOf: 50, unique: true, optional: true, example: ['职工书屋应固定开放时间'] }) comments?: string[];
  @Text(20_000, { optional: true, example: '一、职工书屋每周固定开放三天……' }) rectificationPlan?: string;
  @IdPart({ listOf: 500, unique: true, optional: true, example: [], description: 'Items that the plan covers.' }) items?: string[];
  @FactDate({ optional: true, example: '2010-03-08', description: 'When the Party organisation got its copy.' }) partyCopiedOn?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

export class ReceiveOriginalBody {
  @FactDate({ example: '2010-03-10' }) receivedOn!: string;
}

export class FileReportBody {
  @FactDate({ example: '2010-03-12' }) filedOn!: string;
}

export class CloseEvaluationBody {
  @FactDate({ example: '2010-04-20' }) closedOn!: string;
  @Text(200, { optional: true, example: '档案室2009-工会-3' }) archive?: string;
  @Text(2_000, { optional: true, description: 'Why there was no evaluation: the superior closes one that was not held only so.' }) notHeldBecause?: string;
}

export class KnownCountsBody {
  @Count({ optional: true, example: 60 }) entitled?: number;
  @Count({ optional: true, example: 52 }) present?: number;
  @Count({ optional: true, example: 52 }) issued?: number;
  @Count({ optional: true, example: 52 }) returned?: number;
  @Count({ optional: true, example: 51 }) valid?: number;
  @Count({ optional: true, example: 1 }) spoilt?: number;
}

export class BackFillResultBody {
  @Text(200, { example: '2008年度工作总结', description: 'Where it comes from.' }) source!: string;
  @FactDate({ optional: true, example: '2009-02' }) heldOn?: string;
  @OneOf(bodies, { optional: true, example: 'combined' }) body?: Body;
  @Part(() => KnownCountsBody, { optional: true, description: 'Whatever was counted.' }) counts?: KnownCountsBody;
  @CountsBySubject({ optional: true, example: { home: { satisfied: 45, basicallySatisfied: 5 } } }) grades?: { [subject: string]: { [grade: string]: number } };
  @FactDate({ optional: true, example: '2009-02' }) publishedOn?: string;
  @Word({ optional: true, example: 'qualified' }) title?: string;
  @Text(2_000, { optional: true }) note?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [] }) files?: EvidenceBody[];
}

export class RecheckTitleBody {
  @FactDate({ example: '2011-03-20' }) recheckedOn!: string;
  @Flag() kept!: boolean;
  @Text(2_000, { example: '复查合格' }) reason!: string;
}
