import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { maxExclusions, maxSampleSize, maxSubtrees, maxUnitsCalledUp } from '#campaign';
import { federationKinds, levels, lines, maxHonoursBrought, maxMembers, maxSuperiors, maxUnits, unionClasses } from '#register';
import { Code, Digest, Document, FactDate, Flag, IdPart, OneOf, Part, PartialDateOnly, Parts, SizeBand, Telephone, Text, DateOnly, Whole, Word } from '../field.js';
import { EvidenceBody, evidenceFirst, filesOf, mostFiles } from './evidence.body.js';

export class RegisterFederationBody {
  @IdPart({ example: 'bureau' }) id!: string;
  @Text(200, { example: '市建设局工会' }) name!: string;
  @OneOf(lines, { example: 'industrial' }) line!: (typeof lines)[number];
  @IdPart({ listOf: maxSuperiors, example: [], description: 'Federations it reports to directly; none for the topmost.' }) superiors!: string[];
  @OneOf(levels, { optional: true, example: 'city' }) level?: (typeof levels)[number];
  @OneOf(federationKinds, { optional: true, example: 'bureau', description: 'What kind of body it is: it decides what it owes in a campaign.' }) kind?: (typeof federationKinds)[number];
  @Code({ optional: true, example: '81420000MC0000001X', description: 'Organisation code, all in capital letters or in none. No two bodies of the register bear one.' }) code?: string;
  @PartialDateOnly({ optional: true, example: '1998', description: 'Since when there is such a federation; absent: from the beginning.' }) from?: string;
}

export class RecordHonourBody {
  @IdPart({ example: 'h1', description: 'Chosen by the sender, unique in the union.' }) honour!: string;
  @Text(200, { optional: true, example: '市级文明单位', description: 'Absent only for a title of a rule set.' }) name?: string;
  @Word({ optional: true, example: 'qualified', description: "Id of a title of a rule set: what a higher title asks for first. A federation records it, never the union itself." }) title?: string;
  @OneOf(levels, { optional: true, example: 'city' }) level?: (typeof levels)[number];
  @Text(200, { optional: true, example: '市总工会' }) issuer?: string;
  @PartialDateOnly({ optional: true, example: '2007' }) grantedOn?: string;
  @Text(200, { optional: true, example: '窗口服务部', description: 'The part of the unit that holds it; absent: the unit.' }) holder?: string;
}

export class WithdrawHonourBody {
  @IdPart({ example: 'h1' }) honour!: string;
  @FactDate({ example: '2010-02-01' }) withdrawnOn!: string;
  @Text(2_000, { example: '复查不合格' }) reason!: string;
}

export class RegisterUnionBody {
  @IdPart() id!: string;
  @Text(200, { example: '建设工程交易中心工会' }) name!: string;
  @OneOf(unionClasses, { example: 'publicInstitution' }) class!: (typeof unionClasses)[number];
  @IdPart({ example: 'bureau' }) superior!: string;
  @PartialDateOnly({ optional: true, example: '2003-05', description: 'Since when it reports to that superior, which must be there from then on. Absent: from the beginning, or, where the superior was founded after the union, since that day.' }) superiorFrom?: string;
  @Whole(1, maxUnits, { optional: true, description: 'Units that a joint union covers; only for a joint union.' }) units?: number;
  @PartialDateOnly({ optional: true, example: '--08' }) foundedOn?: string;
  @Whole(0, maxMembers, { optional: true, example: 60, description: 'How many members it has.' }) members?: number;
  @Whole(0, maxMembers, { optional: true, example: 66, description: 'How many staff: the base of the membership rate.' }) staff?: number;
  @Whole(0, maxMembers, { optional: true, example: 21, description: 'Women among the members.' }) women?: number;
  @Whole(0, maxMembers, { optional: true, example: 24, description: 'Women among the staff.' }) womenStaff?: number;
  @Word({ optional: true, example: 'construction' }) industry?: string;
  @Code({ optional: true, example: '81420100MC1234567X', description: 'Organisation code; capital letters or not is one. No two unions bear one.' }) code?: string;
  @Parts(() => RecordHonourBody, maxHonoursBrought, { optional: true, example: [{ honour: 'h1', name: '市级文明单位', level: 'city', grantedOn: '2007' }], description: 'Honours it brings along.' }) honours?: RecordHonourBody[];
}

export class RegisterPersonBody {
  @IdPart({ example: 'p1' }) id!: string;
  @Text(100, { example: '（姓名）' }) name!: string;
  @Telephone({ optional: true, example: '010-00000000' }) telephone?: string;
  @Text(200, { optional: true, example: 'name@example.org' }) email?: string;
}

export class PublishRuleSetBody {
  @Document({ description: 'A rule set as its JSON schema says; its id and version name the stream.', example: readRuleSet(shippedRuleSet('default')) }) ruleSet!: Record<string, unknown>;
}

export class NamedRuleSetBody {
  @IdPart({ example: 'default' }) id!: string;
  @Whole(1, 999, { example: 1 }) version!: number;
}

export class AdoptRuleSetBody {
  @IdPart({ example: 'haifu' }) federation!: string;
  @Part(() => NamedRuleSetBody) ruleSet!: NamedRuleSetBody;
  @Part(() => NamedRuleSetBody, { optional: true, example: { id: 'haifu_rules', version: 1 }, description: 'Its own rule set, derived from that one, where it tightens.' }) own?: NamedRuleSetBody;
  @DateOnly({ example: '2009-02-20' }) adoptedOn!: string;
  @IdPart({ optional: true, example: 'bureau_2009', description: 'The campaign held by that rule set; where the set names no day, the adoption is not late before this opens.' }) campaign?: string;
  @Text(100, { optional: true, example: '海工〔2009〕2号' }) documentNumber?: string;
}

export class VoidAdoptionBody {
  @DateOnly({ example: '2009-02-20', description: 'The day of the adoption that is meant, as it was recorded.' }) adoptedOn!: string;
  @Part(() => NamedRuleSetBody, { optional: true, example: { id: 'haifu_rules', version: 1 }, description: 'Its own rule set, where the adoption that is meant names one.' }) own?: NamedRuleSetBody;
  @Text(2_000, { example: '转发执行日期录入有误' }) reason!: string;
  @Text(200, { optional: true, example: '海工〔2009〕3号', description: 'The document that says what is right.' }) basis?: string;
}

export class CampaignNoticeBody {
  @Text(200, { example: '关于开展2009年度会员评议职工之家工作的通知' }) title!: string;
  @Text(100, { optional: true, example: '建工会〔2009〕3号' }) documentNumber?: string;
  @DateOnly({ optional: true, example: '2009-02-10' }) issuedOn?: string;
  @Parts(filesOf, mostFiles, { optional: true, example: [], description: evidenceFirst }) files?: EvidenceBody[];
}

export class ExclusionBody {
  @IdPart({ example: 'closing_down' }) union!: string;
  @Text(200, { example: '正在办理撤销' }) reason!: string;
}

export class ScopeBody {
  @OneOf(unionClasses, { listOf: unionClasses.length, least: 1, unique: true, optional: true, example: ['publicInstitution', 'stateFirm'] }) classes?: (typeof unionClasses)[number][];
  @SizeBand({ listOf: 11, least: 1, unique: true, optional: true, description: "Bands of the rule set's `statistics.sizeBands`, as `0-24` or `100-`." }) sizes?: string[];
  @IdPart({ listOf: maxSubtrees, least: 1, unique: true, optional: true, example: ['bureau'], description: 'Below any of these federations.' }) subtree?: string[];
  @Parts(() => ExclusionBody, maxExclusions, { least: 1, optional: true, description: 'Left out though they would fit, each with the reason.' }) exclusions?: ExclusionBody[];
}

export class DutyDatesBody {
  @DateOnly({ optional: true, example: '2009-03-31' }) leadingGroup?: string;
  @DateOnly({ optional: true, example: '2009-03-31' }) plan?: string;
  @DateOnly({ optional: true, example: '2009-11-30' }) check?: string;
  @DateOnly({ optional: true, example: '2010-01-31' }) recommendation?: string;
  @DateOnly({ optional: true, example: '2010-02-15' }) summary?: string;
}

export class OpenCampaignBody {
  @IdPart({ example: 'bureau_2009' }) id!: string;
  @Part(() => NamedRuleSetBody) ruleSet!: NamedRuleSetBody;
  @Whole(1949, 2198, { example: 2009 }) evaluatedYear!: number;
  @IdPart({ example: 'bureau' }) federation!: string;
  @DateOnly({ example: '2009-02-10' }) openedOn!: string;
  @DateOnly({ optional: true, example: '2010-04-30', description: "The last day whose facts count, not after the rule set's." }) cutOff?: string;
  @Part(() => CampaignNoticeBody, { optional: true }) notice?: CampaignNoticeBody;
  @Part(() => ScopeBody, { optional: true, example: { exclusions: [{ union: 'closing_down', reason: '正在办理撤销' }] }, description: 'Whom it is for; absent: all unions below the federation.' }) scope?: ScopeBody;
  @Part(() => DutyDatesBody, { optional: true, description: 'Until when federations below owe what; absent: as the rule set says.' }) duties?: DutyDatesBody;
}

export class CallUpUnitsBody {
  @IdPart({ listOf: maxUnitsCalledUp, example: ['centre'] }) units!: string[];
  @IdPart({ listOf: maxUnitsCalledUp, optional: true, example: [], description: 'Those among them that are evaluated for the first time; founded in the evaluated year, a union is so anyway.' }) firstYear?: string[];
  @Flag({ optional: true, example: false, description: 'All of them are called up after the deadline and counted apart.' }) makeUp?: boolean;
  @Flag({ optional: true, example: false, description: "All of them seek a title: the only ones in a year between two of the rule set's cycle." }) forTitle?: boolean;
  @DateOnly({ optional: true, example: '2009-02-10', description: 'The day on which they were called up, where it is recorded later; absent: today. What was due before that day is due with what comes next.' }) calledUpOn?: string;
}

export class DrawSampleBody {
  @IdPart({ example: 'spring' }) sample!: string;
  @Text(200, { example: '03 11 17 20 26 33 + 09' }) seed!: string;
  @Text(200, { example: '福利彩票双色球第2010025期开奖号码', description: 'Where the seed comes from: something nobody concerned can choose, named before it is known, that everybody can look up.' }) seedFrom!: string;
  @Whole(1, maxSampleSize, { example: 6 }) size!: number;
  @DateOnly({ example: '2010-03-01' }) drawnOn!: string;
}

/** The digest: only where a certain text of that version is meant. */
export class PinnedRuleSetBody extends NamedRuleSetBody {
  @Digest({ optional: true }) digest?: string;
}

export class OpenEvaluationBody {
  @IdPart({ example: 'bureau_2009', description: 'The campaign it belongs to.' }) campaign!: string;
  @IdPart() union!: string;
  @Whole(1949, 2198, { example: 2009 }) evaluatedYear!: number;
  @Whole(2, 99, { example: 2, description: 'One more than the run that was closed or withdrawn. The first is opened by calling the union up.' }) run!: number;
  @Part(() => PinnedRuleSetBody) ruleSet!: PinnedRuleSetBody;
  @Flag({ optional: true, example: false, description: "The union's first year; absent: as in the run before." }) firstYear?: boolean;
  @Flag({ optional: true, description: 'Held after the deadline, counted apart. After a closed run it is so anyway.' }) makeUp?: boolean;
  @PartialDateOnly({ optional: true, example: '--08', description: 'Absent: as the register has it.' }) foundedOn?: string;
  @Whole(0, maxMembers, { optional: true, example: 60, description: 'Absent: as the register has it.' }) members?: number;
  @Flag({ optional: true, example: false, description: "It seeks a title: asked for in a year between two of the rule set's cycle." }) forTitle?: boolean;
  @DateOnly({ optional: true, example: '2009-07-02', description: 'Of a make-up: the day on which it was asked for; absent: today. What was due before it is due when the make-up is (the days of `circular.makeUp`).' }) calledUpOn?: string;
}
