import { dueNames, maxUnitsCalledUp, papers, type Paper } from '#campaign';
import type { DueName } from '#rules';
import { CountsBySubject } from '../counts-field.js';
import { DateOnly, Digest, Flag, IdPart, OneOf, Part, Parts, Text, Whole } from '../field.js';
import { NamedRuleSetBody } from './register.body.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

export class CallUpFederationsBody {
  @IdPart({ listOf: maxUnitsCalledUp, example: ['bureau'], description: 'Federations below that owe their own leading group, plan, check, recommendation and summary.' }) federations!: string[];
}

export class ReleasedUnitBody {
  @IdPart() union!: string;
  @Text(200, { example: '已并入其他工会' }) reason!: string;
}

export class ReleaseUnitsBody {
  @Parts(() => ReleasedUnitBody, maxUnitsCalledUp, { example: [{ union: 'centre', reason: '已并入其他工会' }] }) units!: ReleasedUnitBody[];
  @DateOnly({ example: '2009-09-01' }) releasedOn!: string;
}

export class MigrateUnitsBody {
  @Part(() => NamedRuleSetBody) ruleSet!: NamedRuleSetBody;
  @IdPart({ listOf: maxUnitsCalledUp, least: 1, example: ['centre'] }) units!: string[];
  @Text(2_000, { example: '某街道总工会从严执行' }) reason!: string;
}

export class ExtendDeadlinesBody {
  @OneOf(dueNames, { example: 'vote' }) due!: DueName;
  @DateOnly({ example: '2010-04-15' }) until!: string;
  @Text(2_000, { example: '雨雪天气，大会推迟' }) reason!: string;
  @DateOnly({ example: '2010-03-10' }) approvedOn!: string;
  @IdPart({ listOf: maxUnitsCalledUp, least: 1, optional: true, example: ['centre'], description: 'Absent: all units called up, 10,000 at a time: send it again until the answer is `unchanged`.' }) units?: string[];
}

export class DecideExemptionsBody {
  @IdPart({ listOf: maxUnitsCalledUp, example: ['centre'], description: 'Units directly below you that asked for an exemption.' }) units!: string[];
  @Flag({ description: 'Approved, or declined with a reason.' }) approved!: boolean;
  @DateOnly({ example: '2009-10-09' }) decidedOn!: string;
  @Text(2_000, { optional: true, example: '不符合免评条件' }) reason?: string;
}

export class CloseCampaignBody {
  @DateOnly({ example: '2010-05-10' }) closedOn!: string;
  @Flag({ optional: true, example: true, description: 'Close although evaluations are open: they are listed in the event with their status (`openEvaluations`, the first 500 by id; of more, `GET /v1/campaigns/{id}/evaluations?asOfPosition=` of the closing lists all, the board as of it counts them by federation), stay open and can be finished.' }) leaveOpen?: boolean;
  @Text(2_000, { optional: true, example: '尚有单位未办结，转入下年督办' }) reason?: string;
}

export class SignCircularBody {
  @IdPart({ example: 'winter' }) circular!: string;
  @DateOnly({ example: '2010-01-31', description: 'The day of whose end it speaks.' }) on!: string;
  @Text(5_000, { example: '截至2010年1月31日，全区应开展会员评家的基层工会12家，已开展7家，覆盖率58.3%；未开展5家。' }) text!: string;
  @Digest({ example: 'd'.repeat(64), description: 'Of the draft (`GET …/circular`); refused once the figures of that day are others.' }) figuresDigest!: string;
  @DateOnly({ example: '2010-02-02' }) signedOn!: string;
  @Text(100, { optional: true, example: '某工发〔2010〕2号' }) documentNumber?: string;
}

/** The most that a year's totals count: members of a province. */
const mostOfYear = 100_000_000;

export class YearTotalsBody {
  @Whole(0, mostOfYear, { optional: true, example: 1_010 }) should?: number;
  @Whole(0, mostOfYear, { optional: true, example: 640 }) held?: number;
  @Whole(0, mostOfYear, { optional: true, example: 3_200, description: 'Units that these unions cover.' }) shouldUnits?: number;
  @Whole(0, mostOfYear, { optional: true, example: 1_990 }) heldUnits?: number;
  @Whole(0, mostOfYear, { optional: true, example: 6 }) exempt?: number;
  @Whole(0, mostOfYear, { optional: true, example: 12 }) madeUp?: number;
  @Whole(0, mostOfYear, { optional: true, example: 640, description: 'Unions with a result.' }) results?: number;
  @Whole(0, mostOfYear, { optional: true, example: 5, description: 'Of these below the threshold.' }) belowThreshold?: number;
  @Whole(0, mostOfYear, { optional: true, example: 31_000 }) entitled?: number;
  @Whole(0, mostOfYear, { optional: true, example: 28_900 }) present?: number;
  @Whole(0, mostOfYear, { optional: true, example: 28_900 }) issued?: number;
  @Whole(0, mostOfYear, { optional: true, example: 28_700 }) returned?: number;
  @Whole(0, mostOfYear, { optional: true, example: 28_500 }) valid?: number;
}

export class BackFillYearBody {
  @IdPart({ example: 'bureau' }) federation!: string;
  @Whole(1949, 2198, { example: 2008, description: 'A year that is over, and of which no campaign is in the log.' }) evaluatedYear!: number;
  @Text(200, { example: '2008年度评家工作总结', description: 'Where it comes from.' }) source!: string;
  @Part(() => YearTotalsBody, { description: 'Whatever is known.' }) totals!: YearTotalsBody;
  @CountsBySubject({ optional: true, example: { home: { satisfied: 27_000, basicallySatisfied: 1_200, dissatisfied: 300 } } }) grades?: { [subject: string]: { [grade: string]: number } };
  @Text(2_000, { optional: true, example: '不含直属单位' }) note?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

export class VoidBackFilledYearBody {
  @Text(2_000, { example: '总结中的数字有误' }) reason!: string;
  @Text(200, { example: '2008年度统计报表', description: 'The document that says what is right.' }) basis!: string;
}

export class AssignDutiesBody {
  @IdPart({ example: 'bureau_2009' }) campaign!: string;
  @IdPart({ example: 'bureau' }) federation!: string;
}

export class FormDutyGroupBody {
  @DateOnly({ example: '2009-03-10' }) formedOn!: string;
  @IdPart({ listOf: 50, least: 1, unique: true, example: ['chair', 'vice_chair'], description: 'Persons or offices, the head first.' }) members!: string[];
  @Text(2_000, { optional: true, example: '组长由主要领导担任，分管领导任副组长，劳动协管员为成员' }) note?: string;
}

export class SubmitDutyBody {
  @OneOf(papers, { example: 'check' }) duty!: Paper;
  @Text(200, { example: '2009年度评家工作检查情况' }) title!: string;
  @DateOnly({ optional: true, example: '2009-11-20' }) madeOn?: string;
  @DateOnly({ optional: true, example: '2009-11-26', description: 'Absent: today.' }) receivedOn?: string;
  @Text(100, { optional: true, example: '街工〔2009〕8号' }) documentNumber?: string;
  @Text(20_000, { optional: true, example: '共检查12家，其中10家按时完成。' }) text?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

export class ReturnDutyBody {
  @OneOf(papers, { example: 'check' }) duty!: Paper;
  @DateOnly({ example: '2009-12-01' }) returnedOn!: string;
  @Text(2_000, { example: '缺联合工会的检查情况' }) reason!: string;
  @DateOnly({ optional: true, example: '2009-12-08' }) putRightBy?: string;
}

export class AcceptDutyBody {
  @OneOf(papers, { example: 'check' }) duty!: Paper;
  @DateOnly({ example: '2009-12-05' }) acceptedOn!: string;
}

export class ReleaseProposedBody {
  @Text(200, { optional: true, example: 'WyIiLGZhbHNlLG51bGwsImNlbnRyZSJd', description: '`next` of the answer before; absent: from the beginning.' }) cursor?: string;
}

export class CallUpScopeBody {
  @Text(200, { optional: true, example: 'WyIiLGZhbHNlLG51bGwsImNlbnRyZSJd', description: '`next` of the answer before; absent: from the beginning.' }) cursor?: string;
  @Flag({ optional: true, example: false, description: 'All of them are called up after the deadline and counted apart.' }) makeUp?: boolean;
  @Flag({ optional: true, example: false, description: 'All of them seek a title.' }) forTitle?: boolean;
}
