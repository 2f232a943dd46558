import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { levels, lines, maxSuperiors, maxUnits, unionClasses } from '#register';
import { Document, IdPart, OneOf, Part, PartialDateOnly, Text, DateOnly, Whole } from '../field.js';

export class RegisterFederationBody {
  @IdPart({ example: 'bureau' }) id!: string;
  @Text(200, { example: '市建设局工会' }) name!: string;
  @OneOf(lines, { example: 'industrial' }) line!: (typeof lines)[number];
  @IdPart({ listOf: maxSuperiors, example: [], description: 'Federations it reports to directly; none for the topmost.' }) superiors!: string[];
  @OneOf(levels, { optional: true, example: 'city' }) level?: (typeof levels)[number];
}

export class RegisterUnionBody {
  @IdPart() id!: string;
  @Text(200, { example: '建设工程交易中心工会' }) name!: string;
  @OneOf(unionClasses, { example: 'publicInstitution' }) class!: (typeof unionClasses)[number];
  @IdPart({ example: 'bureau' }) superior!: string;
  @Whole(1, maxUnits, { optional: true, description: 'Units that a joint union covers; only for a joint union.' }) units?: number;
  @PartialDateOnly({ optional: true, example: '--08' }) foundedOn?: string;
}

export class RegisterPersonBody {
  @IdPart({ example: 'p1' }) id!: string;
  @Text(100, { example: '（姓名）' }) name!: string;
  @Text(30, { optional: true, example: '010-00000000' }) telephone?: string;
}

export class PublishRuleSetBody {
  @Document({ description: 'A rule set as its JSON schema says; its id and version name the stream.', example: readRuleSet(shippedRuleSet('default')) }) ruleSet!: Record<string, unknown>;
}

export class NamedRuleSetBody {
  @IdPart({ example: 'default' }) id!: string;
  @Whole(1, 999, { example: 1 }) version!: number;
}

export class OpenCampaignBody {
  @IdPart({ example: 'bureau_2009' }) id!: string;
  @Part(() => NamedRuleSetBody) ruleSet!: NamedRuleSetBody;
  @Whole(1949, 2198, { example: 2009 }) evaluatedYear!: number;
  @IdPart({ example: 'bureau' }) federation!: string;
  @DateOnly({ example: '2009-02-10' }) openedOn!: string;
}

export class CallUpUnitsBody {
  @IdPart({ listOf: 500, example: ['centre'] }) units!: string[];
}
