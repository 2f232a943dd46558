import { CriterionId, DateOnly, FactDate, IdPart, OneOf, Parts, Text, Whole } from '../field.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

const sources = ['selfInspection', 'comments', 'assembly', 'panel', 'spotCheck'] as const;
const confirmers = ['superior', 'membersBody'] as const;

export class OpenItemBody {
  @IdPart({ example: 'canteen' }) item!: string;
  @OneOf(sources, { example: 'comments' }) source!: (typeof sources)[number];
  @CriterionId({ optional: true }) criterion?: string;
  @Text(2_000, { example: '食堂排队时间长' }) problem!: string;
  @Text(2_000, { optional: true, example: '分时段就餐' }) measure?: string;
  @IdPart({ example: 'committee' }) owner!: string;
  @FactDate() foundOn!: string;
  @DateOnly({ optional: true, example: '2010-04-10' }) dueOn?: string;
}

export class ReportItemBody {
  @IdPart({ example: 'canteen' }) item!: string;
  @FactDate({ example: '2010-03-10' }) progressedOn!: string;
  @Text(2_000, { example: '已制定分时段方案' }) progress!: string;
}

export class CompleteItemBody {
  @IdPart({ example: 'canteen' }) item!: string;
  @FactDate({ example: '2010-03-25' }) completedOn!: string;
  @Text(2_000, { example: '排队时间缩短' }) result!: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

export class TellMembersBody {
  @IdPart({ example: 'canteen' }) item!: string;
  @FactDate({ example: '2010-03-26' }) toldOn!: string;
  @Text(200, { optional: true, example: '公告栏' }) how?: string;
}

export class ConfirmItemBody {
  @IdPart({ example: 'canteen' }) item!: string;
  @FactDate({ example: '2010-03-28' }) confirmedOn!: string;
  @OneOf(confirmers) confirmedBy!: (typeof confirmers)[number];
}

export class CarryOverItemBody {
  @IdPart({ example: 'canteen' }) item!: string;
  @Text(2_000, { example: '需跨年施工' }) reason!: string;
  @OneOf(confirmers) consentedBy!: (typeof confirmers)[number];
  @FactDate({ example: '2010-03-28' }) consentedOn!: string;
  @Whole(1949, 2199, { example: 2010 }) toYear!: number;
}
