import type { AnyView, View } from '#kernel';
import { adoptions } from './adoptions.view.js';
import { campaigns } from './campaigns.view.js';
import { duties } from './duties.view.js';
import { evaluationStatus } from './evaluation-status.view.js';
import { federations } from './federations.view.js';
import { notices } from './notices.view.js';
import { nudges } from './nudges.view.js';
import { unions } from './unions.view.js';

export { adoptions, type AdoptionRow } from './adoptions.view.js';
export type { EvaluationRow } from './evaluation-row.js';
export { campaigns, type CampaignRow } from './campaigns.view.js';
export { evaluationRowOf, evaluationStatus, owesColumn } from './evaluation-status.view.js';
export { groupOf, openOf, stoodAt, whereaboutsBeside } from './evaluation-totals.js';
export { boardOf, childFigures, childMeasures, rulesBeside, type Board, type BoardReading, type LateStep, type LateUnions } from './board.js';
export { backFilledSums } from './back-filled-sums.js';
export { figureNames, figureOf, figuresOf, isFigureKnown, startingWith, type Figure, type FigureName, type Sums } from './board-figures.js';
export { remindersOf, type ReminderFigures } from './reminder-figures.js';
export { duties, dutyStandings, type DutyRow, type DutyStanding, type DutyStood } from './duties.view.js';
export { adoptionOf, dutiesOf, lateOn, latePapers, type AdoptionFigures, type DutiesBelow, type DutyFigures } from './duty-figures.js';
export { dueRowsOf } from './due-rows.js';
export { dutyOwedOver, dutyRowsOf } from './duty-due-rows.js';
export { federationRowOf, federations, type FederationRow } from './federations.view.js';
export { honourOf, honourReasons, type HonourJudged, type HonourReason } from './honours.js';
export { owedOver, type OwedThing } from './owed-over.js';
export { notices, type NoticeRow } from './notices.view.js';
export { nudgedBy, nudges, type NudgeRow } from './nudges.view.js';
export { unionRowOf, unions, type UnionRow } from './unions.view.js';

/** Every view that a node keeps, by the name under which it is read there. */
export const nodeViews = { evaluations: evaluationStatus, unions, federations, campaigns, duties, adoptions, notices, nudges } as const;
export type NodeViews = typeof nodeViews;
export type RowOf<V> = V extends View<infer Row> ? Row : never;

export const views: readonly AnyView[] = Object.values(nodeViews);
