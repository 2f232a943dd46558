import { certificateKinds, committeeKinds, maxEntries, maxMembers, maxSeats } from '#register';
import { FactDate, Flag, IdPart, OneOf, PartialDateOnly, Parts, Text, Whole } from '../field.js';

const bodies = ['assembly', 'congress', 'combined', 'delegations'] as const;

export class CoveredUnitBody {
  @IdPart({ example: 'shop_1', description: 'Chosen by the sender, unique in the union.' }) unit!: string;
  @Text(200, { example: '某餐饮店' }) name!: string;
  @PartialDateOnly({ optional: true, example: '2020-05' }) joinedOn?: string;
  @Whole(0, maxMembers, { optional: true, example: 12 }) staff?: number;
}

export class AddCoveredUnitsBody {
  @Parts(() => CoveredUnitBody, maxEntries, { least: 1, example: [{ unit: 'shop_1', name: '某餐饮店', joinedOn: '2020-05', staff: 12 }] }) units!: CoveredUnitBody[];
  @Flag({ optional: true, example: false, description: 'The list counts from now on, though more units were known: without it, a first list that is shorter is refused.' }) listCounts?: boolean;
}

export class RemoveCoveredUnitBody {
  @IdPart({ example: 'shop_1' }) unit!: string;
  @FactDate({ example: '2024-09-30' }) leftOn!: string;
  @Text(2_000, { optional: true, example: '单独建会' }) reason?: string;
}

export class AddBranchBody {
  @IdPart({ example: 'b1', description: 'Chosen by the sender, unique in the union.' }) branch!: string;
  @Text(200, { example: '窗口服务部分会' }) name!: string;
  @PartialDateOnly({ optional: true, example: '2008-06' }) formedOn?: string;
  @Whole(0, maxMembers, { optional: true, example: 15 }) members?: number;
}

export class EndBranchBody {
  @IdPart({ example: 'b1' }) branch!: string;
  @FactDate({ example: '2024-09-30' }) endedOn!: string;
  @Text(2_000, { optional: true, example: '部门合并' }) reason?: string;
}

export class RecordSmallHomeBody {
  @IdPart({ example: 'b1' }) branch!: string;
  @FactDate({ example: '2010-05' }) since!: string;
  @Text(200, { optional: true, example: '窗口服务部职工小家' }) name?: string;
}

export class SeatBody {
  @IdPart({ example: 'chair', description: 'chair, vice_chair, organisation, women, member_3…' }) seat!: string;
  @IdPart({ optional: true, example: 'p1', description: 'A person known by that id; absent: not told.' }) person?: string;
}

export class RecordByElectionBody {
  @FactDate({ example: '2009-06' }) electedOn!: string;
  @OneOf(bodies, { optional: true, example: 'combined' }) body?: (typeof bodies)[number];
  @Parts(() => SeatBody, maxSeats, { least: 1, example: [{ seat: 'organisation' }] }) seats!: SeatBody[];
}

export class RecordElectionBody extends RecordByElectionBody {
  @Whole(1, 99, { example: 1, description: 'Which term: the first, the second…' }) term!: number;
  @PartialDateOnly({ optional: true, example: '2011-06', description: 'When the next election is due.' }) endsOn?: string;
}

export class VacateSeatBody {
  @IdPart({ example: 'organisation' }) seat!: string;
  @FactDate({ example: '2009-04' }) on!: string;
  @Text(2_000, { optional: true, example: '调离' }) reason?: string;
}

export class RecordCertificateBody {
  @IdPart({ example: 'c1', description: 'Chosen by the sender, unique in the union.' }) certificate!: string;
  @OneOf(certificateKinds, { example: 'legalPerson' }) kind!: (typeof certificateKinds)[number];
  @Text(200, { example: '工法证字第4605号' }) number!: string;
  @Text(200, { optional: true, example: '市总工会' }) issuer?: string;
  @PartialDateOnly({ optional: true, example: '2008-09-01' }) issuedOn?: string;
  @PartialDateOnly({ optional: true, example: '2013-08-31' }) validUntil?: string;
}

export class WithdrawCertificateBody {
  @IdPart({ example: 'c1' }) certificate!: string;
  @FactDate({ example: '2013-08-31' }) withdrawnOn!: string;
  @Text(2_000, { example: '换发新证' }) reason!: string;
}

export class FormCommitteeBody {
  @IdPart({ example: 'women', description: 'Chosen by the sender, unique in the union.' }) committee!: string;
  @OneOf(committeeKinds, { example: 'women' }) kind!: (typeof committeeKinds)[number];
  @Text(200, { optional: true, example: '女职工委员会' }) name?: string;
  @PartialDateOnly({ optional: true, example: '2008-06' }) formedOn?: string;
  @Whole(1, 1_000, { optional: true, example: 3 }) members?: number;
}

export class DissolveCommitteeBody {
  @IdPart({ example: 'women' }) committee!: string;
  @FactDate({ example: '2013-06' }) dissolvedOn!: string;
  @Text(2_000, { optional: true, example: '并入新一届委员会' }) reason?: string;
}

const adopting = ['assembly', 'congress', 'combined', 'committee'] as const;

export class AdoptStandingRulesBody {
  @Text(200, { example: '会员评议职工之家制度' }) title!: string;
  @FactDate({ example: '2008-09' }) adoptedOn!: string;
  @OneOf(adopting, { optional: true, example: 'combined' }) body?: (typeof adopting)[number];
  @Text(20_000, { optional: true, example: '每年至少召开一次会员大会，评议职工之家。' }) text?: string;
}

export class RecordAccountBody {
  @Flag({ example: true, description: 'It has a bank account of its own.' }) own!: boolean;
  @Text(200, { optional: true, example: '某银行某支行' }) bank?: string;
  @FactDate({ example: '2008-10' }) on!: string;
}

export class ReregisterUnionBody {
  @FactDate({ example: '2010-03-15' }) on!: string;
}

export class RecordFederationContactBody {
  @IdPart({ example: 'officer' }) office!: string;
  @IdPart({ optional: true, example: 'p1', description: 'A person known by that id; absent: nobody any more.' }) person?: string;
  @FactDate({ example: '2010-01' }) on!: string;
}

export class RecordContactBody {
  @IdPart({ example: 'chair' }) office!: string;
  @IdPart({ optional: true, example: 'p1', description: 'A person known by that id; absent: nobody any more.' }) person?: string;
  @FactDate({ example: '2010-01' }) on!: string;
}
