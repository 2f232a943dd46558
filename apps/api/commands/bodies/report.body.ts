import { DateOnly, FactDate, Flag, Parts, Text } from '../field.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

export class ReportUpwardBody {
  @FactDate({ example: '2010-03-08' }) reportedOn!: string;
  @DateOnly({ optional: true, example: '2010-03-09', description: 'Default: the day of recording.' }) receivedOn?: string;
  @Text(20_000, { optional: true, example: '现将评议情况报告如下……' }) report?: string;
  @Text(2_000, { listOf: 50, optional: true, example: ['职工书屋应固定开放时间'] }) comments?: string[];
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
}

export class RecheckTitleBody {
  @FactDate({ example: '2011-03-20' }) recheckedOn!: string;
  @Flag() kept!: boolean;
  @Text(2_000, { example: '复查合格' }) reason!: string;
}
