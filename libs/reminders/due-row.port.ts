import type { PlainDate } from '#kernel';

/**
 * One thing that somebody owes by a day: a step of an evaluation, an item of rectification, a submission of a federation.
 * Declared here, provided by views: reminders read rows and never fold events.
 */
export type DueRow = {
  /** Names the thing for as long as it is owed: the evaluation or duty, the step, and the item where there is one. */
  readonly key: string;
  readonly campaign: string;
  /** Stream ids; one of the two is there. */
  readonly evaluation?: string;
  readonly duty?: string;
  /** What it is about. */
  readonly unit: { readonly kind: BodyKind; readonly id: string; readonly name: string; readonly units?: number };
  /** Who must act: the union, or the federation whose visit or submission it is. */
  readonly owner: { readonly kind: BodyKind; readonly id: string };
  /** Federations above the unit as at its call-up, the nearest first. */
  readonly superiors: readonly string[];
  /** The rule set it is held to, as `default.2`; absent: the campaign's. */
  readonly ruleSet?: string;
  /** As the command that does it, in camelCase: a next step of an evaluation, or `check`, `recommendation`, `summary`, … */
  readonly step: string;
  /** Extensions are in it already. */
  readonly dueOn: PlainDate;
  /** Handed in and returned: it is owed again. `item`: an item of rectification. */
  readonly state: 'due' | 'returned' | 'item';
};
export type BodyKind = 'union' | 'federation';

/** The most rows of one page. */
export const maxDuePage = 200;

/** Where rows come from; what is asked is answered at the position the view has come to. */
export interface DueRows {
  /** Everything of one campaign that is due on `through` or before, in pages, in the order of the view. */
  due(campaign: string, through: PlainDate, cursor?: string): Promise<{ readonly rows: readonly DueRow[]; readonly next?: string }>;
  /** What these evaluations and duties owe now, whenever it is due; those that owe nothing have no row. At most {@link maxDuePage} ids. */
  now(ids: readonly string[]): Promise<readonly DueRow[]>;
}
