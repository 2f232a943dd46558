import { correctableKinds, dueNames, exemptionReasons, itemDates, milestones, type CorrectableKind, type Milestone } from '#evaluation';
import { bodies, type Body } from '#rules';
import { CriterionId, DateOnly, Digest, FactDate, Flag, IdPart, OneOf, Part, Text, Whole, Word } from '../field.js';
import { FactValueField } from '../fact-value-field.js';

export class ExtendDeadlineBody {
  @OneOf(dueNames, { example: 'vote' }) due!: (typeof dueNames)[number];
  @DateOnly({ example: '2010-03-31' }) until!: string;
  @Text(2_000, { example: '生产任务集中' }) reason!: string;
  @FactDate({ example: '2010-02-20' }) approvedOn!: string;
}

export class ChangeMethodBody {
  @OneOf(['assembly', 'vote']) step!: 'assembly' | 'vote';
  @OneOf(bodies, { example: 'questionnaire' }) body!: Body;
  @Text(2_000, { example: '结合生产实际，采取抽样问卷' }) reason!: string;
  @FactDate({ example: '2010-02-20' }) approvedOn!: string;
}

export class CorrectedFactBody {
  @OneOf([...correctableKinds, 'correction'], { example: 'milestone', description: 'Which kind of fact. A correction is itself not corrected: the fact is, anew.' }) kind!: CorrectableKind | 'correction';
  @OneOf(milestones, { optional: true, example: 'assembly', description: 'For `milestone`.' }) milestone?: Milestone;
  @IdPart({ optional: true, example: 'library', description: 'For `item`.' }) item?: string;
  @OneOf(itemDates, { optional: true, description: 'For `item`: which of its dates.' }) date?: (typeof itemDates)[number];
  @Whole(1, 99, { optional: true, example: 1, description: 'For `box`.' }) round?: number;
  @IdPart({ optional: true, example: 'main', description: 'For `box`.' }) box?: string;
  @IdPart({ optional: true, example: 'workshop', description: 'For `group`: a group of the questionnaires.' }) group?: string;
  @CriterionId({ optional: true, description: 'For `points`.' }) criterion?: string;
  @Whole(0, 1_000_000, { optional: true, example: 7, description: 'For `correction`: its revision.' }) revision?: number;
}

export class CorrectFactBody {
  @Part(() => CorrectedFactBody, { example: { kind: 'milestone', milestone: 'assembly' } }) what!: CorrectedFactBody;
  @FactValueField({ example: '2010-03-02', description: 'What stands: a date, points, or the counts that are wrong by name (`{ valid: 51, "home.satisfied": 45 }`).' }) wrong!: string | number | { [count: string]: number };
  @FactValueField({ example: '2010-03-01' }) right!: string | number | { [count: string]: number };
  @Text(2_000, { example: '笔误' }) reason!: string;
  @Text(2_000, { example: '大会会议记录' }) basis!: string;
  @OneOf(['superior'], { optional: true, description: 'Needed once the result was reported upward.' }) consentedBy?: 'superior';
}

export class DisputeEntryBody {
  @Whole(0, 100_000, { example: 4, description: 'Revision of the disputed event.' }) revision!: number;
  @FactDate() disputedOn!: string;
  @Text(2_000, { example: '代录人数有误' }) reason!: string;
}

export class ResolveDisputeBody {
  @Whole(0, 100_000, { example: 4 }) revision!: number;
  @Flag({ example: true, description: 'The entry is wrong: it is void, and its step open again.' }) upheld!: boolean;
  @FactDate({ example: '2010-03-05' }) resolvedOn!: string;
  @Text(2_000, { example: '经核对原件，代录有误' }) reason!: string;
}

export class RequestExemptionBody {
  @Word({ example: exemptionReasons[0], description: "One of the rule set's reasons; where it names none: foundedLately, suspended, merging, electionUnderWay, unreachable." }) reasonCode!: string;
  @FactDate() requestedOn!: string;
  @Text(2_000, { optional: true }) reason?: string;
}

export class ApproveExemptionBody {
  @FactDate() approvedOn!: string;
}

export class DeclineExemptionBody {
  @FactDate() declinedOn!: string;
  @Text(2_000, { example: '不符合免评条件' }) reason!: string;
}

export class WithdrawEvaluationBody {
  @FactDate() withdrawnOn!: string;
  @Text(2_000, { example: '误启动' }) reason!: string;
}

export class SpotCheckBody {
  @FactDate() checkedOn!: string;
  @IdPart({ optional: true, example: 'spring', description: 'A sample that the campaign has drawn (`draw-sample`). Without it seed, drawnFrom and drawn say what was drawn elsewhere.' }) sample?: string;
  @Text(200, { optional: true, example: '20100301-7' }) seed?: string;
  @Whole(1, 10_000_000, { optional: true, example: 120 }) drawnFrom?: number;
  @Whole(1, 10_000_000, { optional: true, example: 6 }) drawn?: number;
  @Flag() confirmed!: boolean;
  @Text(2_000, { optional: true, description: 'Needed where nothing is confirmed: an item to be put right opens from it.' }) findings?: string;
}

export class NewerRuleSetBody {
  @IdPart({ example: 'default' }) id!: string;
  @Whole(1, 999, { example: 2 }) version!: number;
  @Digest({ optional: true }) digest?: string;
}

export class MigrateRulesBody {
  @Part(() => NewerRuleSetBody) ruleSet!: NewerRuleSetBody;
  @Text(2_000, { example: '市总工会修订评议办法' }) reason!: string;
}
