import { annulmentCauses, briefings, type Briefing } from '#evaluation';
import { bodies, type Body } from '#rules';
import { CountsBySubject, PointsByWord } from '../counts-field.js';
import { Count, DateOnly, FactDate, Flag, IdPart, OneOf, Part, Parts, Text, Whole } from '../field.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

export class ResolutionBody {
  @Count({ example: 50 }) votesFor!: number;
  @Count({ example: 0 }) against!: number;
  @Count({ example: 2 }) abstained!: number;
}

export class HoldAssemblyBody {
  @FactDate() heldOn!: string;
  @OneOf(bodies, { example: 'combined' }) body!: Body;
  @Count({ example: 60 }) entitled!: number;
  @Count({ example: 52 }) present!: number;
  @IdPart({ optional: true, example: 'vice_chair' }) presidedBy?: string;
  @Text(200, { optional: true, example: '三楼会议室' }) place?: string;
  @Text(200, { listOf: 10, unique: true, optional: true, example: ['工会工作报告', '建家情况报告', '主席述职报告'] }) reports?: string[];
  @OneOf(briefings, { listOf: briefings.length, optional: true, example: [...briefings], description: 'What members were briefed on before they judged, each once.' }) briefedOn?: Briefing[];
  @Text(2_000, { listOf: 50, unique: true, optional: true, example: ['希望多组织业务技能培训'] }) opinions?: string[];
  @Flag({ optional: true, description: "The body's own acceptance resolution." }) accepted?: boolean;
  @Part(() => ResolutionBody, { optional: true, description: 'How the body voted on it.' }) resolution?: ResolutionBody;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

export class AnnouncedBoxBody {
  @IdPart({ example: 'main' }) box!: string;
  @Text(200, { optional: true, example: '三楼会议室' }) venue?: string;
  @DateOnly() from!: string;
  @DateOnly({ optional: true }) until?: string;
}

export class OpenRoundBody {
  @Whole(1, 99, { example: 1 }) round!: number;
  @OneOf(bodies, { example: 'combined' }) body!: Body;
  @OneOf(['paper']) mode!: 'paper';
  @OneOf(['union', 'superior']) runBy!: 'union' | 'superior';
  @Whole(1, 200, { optional: true, example: 1 }) boxes?: number;
  @Parts(() => AnnouncedBoxBody, 200, { optional: true, description: 'Boxes by name, venue and days: then only these are counted, on these days.' }) announced?: AnnouncedBoxBody[];
  @Count({ optional: true, example: 60 }) entitled?: number;
  @Count({ optional: true, example: 60, description: 'Members of the union, where the rules ask how many took part; default: as registered.' }) members?: number;
  @Count({ optional: true, example: 65, description: 'Staff, where the rules ask for it.' }) staff?: number;
  @FactDate({ optional: true, description: 'When the superior consented to fewer taking part.' }) consentedOn?: string;
}

class SheetBody {
  @Whole(1, 99, { example: 1 }) round!: number;
  @IdPart({ example: 'main' }) box!: string;
  @Text(200, { optional: true, example: '三楼会议室' }) venue?: string;
  @FactDate() heldOn!: string;
  @Count({ example: 60 }) entitled!: number;
  @Count({ example: 52 }) present!: number;
  @Count({ example: 52 }) issued!: number;
  @Count({ example: 52 }) returned!: number;
  @Count({ example: 51 }) valid!: number;
  @Count({ example: 1 }) spoilt!: number;
  @CountsBySubject({
    example: Object.fromEntries(['unionWork', 'home', 'chairDuty'].map((subject) => [subject, { satisfied: 45, basicallySatisfied: 5, dissatisfied: 1 }])),
    description: 'Every subject of the rule set, each with its grades.',
  })
  subjects!: { [subject: string]: { [grade: string]: number } };
  @Count({ optional: true, example: 40, description: 'Front-line staff among those who took part.' }) frontLine?: number;
  @PointsByWord({ optional: true, description: 'Score sheets: points by subject, added up over the valid sheets.' }) points?: { [subject: string]: number };
  @IdPart({ example: 'scrutineer_1' }) scrutineer!: string;
  @IdPart({ listOf: 2, example: ['teller_1', 'teller_2'] }) tellers!: string[];
}

export class TallyVoteBody extends SheetBody {
  @Part(filesOf, { optional: true, description: 'Picture of the signed sheet, put before by POST /v1/evidence, as it answered.' }) sheet?: EvidenceBody;
}

export class EnterCountBody extends SheetBody {
  @IdPart({ example: 'teller_1', description: 'Who enters; the second entry is of another person.' }) enteredBy!: string;
}

export class AnnulBoxBody {
  @Whole(1, 99, { example: 1 }) round!: number;
  @IdPart({ example: 'main' }) box!: string;
  @OneOf(annulmentCauses) cause!: (typeof annulmentCauses)[number];
  @Text(2_000, { example: '票箱封条破损' }) reason!: string;
  @FactDate() annulledOn!: string;
}

export class AnnulRoundBody {
  @Whole(1, 99, { example: 1 }) round!: number;
  @OneOf(annulmentCauses) cause!: (typeof annulmentCauses)[number];
  @Text(2_000, { example: '票箱封条破损' }) reason!: string;
  @FactDate() annulledOn!: string;
}

export class PublishResultBody {
  @Whole(1, 99, { example: 1 }) round!: number;
  @FactDate({ example: '2010-03-03' }) publishedOn!: string;
  @Text(200, { example: '公告栏' }) place!: string;
}
