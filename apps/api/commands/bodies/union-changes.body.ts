import { maxMembers, maxSplit, maxSuperiors, maxUnits, personChannels, readerLanguages, unionClasses, voidable, voidableOfFederation, type PersonChannel, type ReaderLanguage, type Voidable, type VoidableOfFederation } from '#register';
import { Code, FactDate, IdPart, OneOf, PartialDateOnly, Telephone, Text, Whole, Word } from '../field.js';

const since = { example: '2024-03-01', description: 'Since when it is so: a day, or only its month or year.' };

export class RenameBody {
  @Text(200, { example: '建设工程交易中心工会委员会' }) name!: string;
  @FactDate(since) on!: string;
  @Text(2_000, { optional: true, example: '单位更名' }) reason?: string;
}

export class ReclassifyUnionBody {
  @OneOf(unionClasses, { example: 'stateFirm' }) class!: (typeof unionClasses)[number];
  @Whole(1, maxUnits, { optional: true, description: 'Units that a joint union covers; only for a joint union.' }) units?: number;
  @Word({ optional: true, example: 'construction', description: 'Its industry; absent: as it is.' }) industry?: string;
  @FactDate(since) on!: string;
}

export class MoveUnionBody {
  @IdPart({ example: 'bureau', description: 'The federation it reports to from that day on; it must be there then.' }) superior!: string;
  @FactDate(since) on!: string;
  @Text(2_000, { optional: true, example: '区划调整' }) reason?: string;
}

export class RecordHeadcountBody {
  @Whole(0, maxMembers, { example: 58 }) members!: number;
  @Whole(0, maxMembers, { optional: true, example: 60, description: 'Staff: the base of the membership rate.' }) staff?: number;
  @Whole(0, maxMembers, { optional: true, example: 21, description: 'Women among the members.' }) women?: number;
  @Whole(0, maxMembers, { optional: true, example: 24, description: 'Women among the staff.' }) womenStaff?: number;
  @FactDate({ example: '2024-06-30' }) on!: string;
}

export class RecordCodeBody {
  @Code({ example: '81420100MC1234567X', description: 'Organisation code; capital letters or not is one. No two unions bear one.' }) code!: string;
  @FactDate(since) on!: string;
}

export class ClaimCodeBody {
  @IdPart() union!: string;
}

export class EndBody {
  @FactDate({ example: '2024-09-30' }) on!: string;
  @Text(2_000, { example: '单位撤销' }) reason!: string;
}

export class MergeUnionBody extends EndBody {
  @IdPart({ example: 'works', description: 'The union that goes on.' }) into!: string;
}

export class SplitUnionBody extends EndBody {
  @IdPart({ listOf: maxSplit, least: 2, unique: true, example: ['works', 'depot'], description: 'The unions that go on; registered already.' }) into!: string[];
}

export class CorrectFoundingBody {
  @FactDate({ example: '2009-08' }) foundedOn!: string;
  @Text(2_000, { example: '原登记年份有误' }) reason!: string;
  @Text(200, { example: '成立批复（2009）8号', description: 'The document that says what is right.' }) basis!: string;
}

export class VoidUnionEntryBody {
  @OneOf(voidable, { example: 'name' }) fact!: Voidable;
  @PartialDateOnly({ optional: true, example: '2024-03-01', description: 'The day of the wrong entry, as it was recorded. Needed but for what has an id: `certificate`, `honour`, `unionCommittee`, `branch`, `coveredUnit`, their `…End`, and `smallHome`.' }) on?: string;
  @Text(32, { optional: true, example: 'h1', description: 'Its id; of an election the number of its term, of a by-election or a vacancy the seat, of a contact the office. Needed for what has an id, and for a vacancy and a contact.' }) entry?: string;
  @Text(2_000, { example: '日期录入有误' }) reason!: string;
  @Text(200, { example: '更名批复（2024）12号', description: 'The document that says what is right.' }) basis!: string;
}

export class VoidFederationEntryBody {
  @OneOf(voidableOfFederation, { example: 'name' }) fact!: VoidableOfFederation;
  @FactDate({ example: '2024-03-01', description: 'The day of the wrong entry, as it was recorded.' }) on!: string;
  @Text(2_000, { example: '日期录入有误' }) reason!: string;
  @Text(200, { example: '更名批复（2024）12号', description: 'The document that says what is right.' }) basis!: string;
}

export class VoidFederationMoveBody {
  @FactDate({ example: '2024-03-01', description: 'The day of the wrong move, as it was recorded.' }) on!: string;
  @Text(2_000, { example: '日期录入有误' }) reason!: string;
  @Text(200, { example: '区划调整批复（2024）3号', description: 'The document that says what is right.' }) basis!: string;
}

export class MoveFederationBody {
  @IdPart({ listOf: maxSuperiors, example: ['city'], description: 'All it reports to from that day on, and none but these.' }) superiors!: string[];
  @FactDate(since) on!: string;
  @Text(2_000, { optional: true, example: '区划调整' }) reason?: string;
}

export class ChangePersonContactBody {
  @Telephone({ optional: true, example: '010-00000000' }) telephone?: string;
  @Text(200, { optional: true, example: 'name@example.org' }) email?: string;
}

export class PersonChannelsBody {
  @OneOf(personChannels, { listOf: personChannels.length, least: 1, unique: true, example: ['sms'], description: 'mail: the e-mail address, sms: the telephone number.' }) channels!: PersonChannel[];
}

export class LanguageBody {
  @OneOf(readerLanguages, { example: 'en' }) language!: ReaderLanguage;
}
