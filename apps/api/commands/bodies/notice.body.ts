import { callOutcomes, recipientKinds, withdrawalReasons } from '#reminders';
import { DateOnly, Flag, IdPart, OneOf, Part, Text, Whole } from '../field.js';

export class RecipientBody {
  @OneOf(recipientKinds, { example: 'chair' }) kind!: (typeof recipientKinds)[number];
  @IdPart({ description: 'Of the union (chair, Party organisation) or federation.' }) id!: string;
}

export class AcknowledgeNoticeBody {
  @DateOnly({ optional: true, example: '2010-03-08', description: 'By when it will be submitted, within 30 days; until then nobody is urged for it.' }) willSubmitBy?: string;
}

export class SnoozeNoticeBody {
  @DateOnly({ example: '2010-03-08', description: 'Nothing is sent to this recipient up to and with this day, at most 30 days from now.' }) until!: string;
}

export class WithdrawNoticeBody {
  @OneOf(withdrawalReasons, { example: 'byHand' }) reason!: (typeof withdrawalReasons)[number];
}

export class SettleDeliveryBody {
  @Whole(1, 30, { example: 1, description: 'Number of the attempt nobody knows the end of.' }) attempt!: number;
  @Flag({ example: true }) arrived!: boolean;
}

export class RecordCallBody {
  @IdPart({ example: 'call_1', description: 'Chosen by the sender.' }) id!: string;
  @Part(() => RecipientBody) recipient!: RecipientBody;
  @IdPart({ example: 'bureau_2009' }) campaign!: string;
  @DateOnly({ example: '2010-03-01' }) calledOn!: string;
  @OneOf(callOutcomes, { example: 'promised' }) outcome!: (typeof callOutcomes)[number];
  @DateOnly({ optional: true, example: '2010-03-08', description: 'Only where it was promised, and then required.' }) willSubmitBy?: string;
  @Text(250, { optional: true, listOf: 500, least: 1, example: ['centre.2009.1/submitPlan'], description: "What it was about, as a notice's items are named; absent: all that the recipient owes." }) items?: string[];
}
