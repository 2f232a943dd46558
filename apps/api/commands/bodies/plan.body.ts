import { bodies, type Body } from '#rules';
import { Count, DateOnly, FactDate, Flag, IdPart, OneOf, Part, Parts, Text, Whole } from '../field.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

export class FormLeadingGroupBody {
  @FactDate({ example: '2009-03-02' }) formedOn!: string;
  @IdPart({ listOf: 50, least: 1, unique: true, example: ['chair', 'vice_chair'], description: 'Roles or person ids, the head first.' }) members!: string[];
}

export class FollowedRuleSetBody {
  @IdPart({ example: 'default' }) id!: string;
  @Whole(1, 999, { example: 1 }) version!: number;
}

export class SubmitPlanBody {
  @FactDate({ example: '2009-03-10' }) adoptedOn!: string;
  @DateOnly({ optional: true, example: '2009-03-12', description: 'Default: the day of recording.' }) receivedOn?: string;
  @Text(200, { example: '2009年建家计划' }) title!: string;
  @Text(20_000, { optional: true, example: '一、指导思想……' }) text?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
  @FactDate({ optional: true, example: '2009-03-05' }) partyBriefedOn?: string;
  @FactDate({ optional: true, example: '2009-03-11' }) deployedOn?: string;
  @Text(200, { listOf: 50, unique: true, optional: true, example: ['宣传栏', '内部网'] }) publicity?: string[];
  @Part(() => FollowedRuleSetBody, { optional: true, description: 'The version of the rules that the plan follows; another than the evaluation is pinned to is warned of.' }) follows?: FollowedRuleSetBody;
}

export class ApprovePlanBody {
  @OneOf(bodies, { example: 'combined' }) body!: Body;
  @FactDate({ example: '2009-03-20' }) approvedOn!: string;
  @Count({ optional: true, example: 52 }) votesFor?: number;
  @Count({ optional: true, example: 52 }) present?: number;
  @Flag({ optional: true, example: false, description: 'Not the body itself sat but the heads of its delegations; a later sitting ratifies.' }) betweenSessions?: boolean;
}

export class RatifyPlanBody {
  @OneOf(bodies, { example: 'combined' }) body!: Body;
  @FactDate({ example: '2010-03-01' }) ratifiedOn!: string;
  @Count({ optional: true, example: 50 }) votesFor?: number;
  @Count({ optional: true, example: 52 }) present?: number;
}

export class RecordPublicityBody {
  @FactDate({ example: '2009-03-16' }) publicisedOn!: string;
  @Text(200, { example: '宣传栏' }) channel!: string;
  @Text(2_000, { optional: true, example: '评家的意义、标准和步骤' }) about?: string;
  @Parts(filesOf, mostFiles, { optional: true }) files?: EvidenceBody[];
}

export class FilePlanBody {
  @FactDate({ example: '2009-03-25' }) filedOn!: string;
}

export class ReturnBody {
  @FactDate({ example: '2009-03-25' }) returnedOn!: string;
  @Text(2_000, { example: '未写明整改措施' }) reason!: string;
  @DateOnly({ optional: true, example: '2009-04-10', description: 'Until when it is to be put right.' }) dueOn?: string;
}

export class ReportProgressBody {
  @FactDate({ example: '2009-07-20' }) reportedOn!: string;
  @Text(20_000, { optional: true }) report?: string;
  @Text(2_000, { listOf: 50, unique: true, optional: true, example: ['希望多组织业务技能培训'] }) opinions?: string[];
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}
