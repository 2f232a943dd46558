import { DateOnly, FactDate, Flag, IdPart, Parts, Text } from '../field.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

export class ReportUpwardBody {
  @FactDate({ example: '2010-03-08' }) reportedOn!: string;
  @DateOnly({ optional: true, example: '2010-03-09', description: 'Default: the day of recording.' }) receivedOn?: string;
  @Text(20_000, { optional: true, example: '现将评议情况报告如下……' }) report?: string;
  @Text(2_000, { listOf: 50, optional: true, example: ['职工书屋应固定开放时间'] }) comments?: string[];
  @Text(20_000, { optional: true, example: '一、职工书屋每周固定开放三天……' }) rectificationPlan?: string;
  @IdPart({ listOf: 500, optional: true, example: [], description: 'Items that the plan covers.' }) items?: string[];
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

export class RecheckTitleBody {
  @FactDate({ example: '2011-03-20' }) recheckedOn!: string;
  @Flag() kept!: boolean;
  @Text(2_000, { example: '复查合格' }) reason!: string;
}
