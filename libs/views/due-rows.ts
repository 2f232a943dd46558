import { dutiesOf, type Duty } from '#evaluation';
import type { PlainDate } from '#kernel';
import type { BodyKind, DueRow } from '#reminders';
import { ruleSetKey } from '#rules';
import type { EvaluationRow } from './evaluation-row.js';

/**
 * What one evaluation owes by a day, and who must act: the rows that reminders ask for. What has no date is never late.
 * @param through what is due later is left out: early in the year it is most of what there is
 */
export function dueRowsOf({ state, evaluation, campaign }: Pick<EvaluationRow, 'state' | 'evaluation' | 'campaign'>, through?: PlainDate): readonly DueRow[] {
  const { opened } = state;
  if (opened === null) return [];
  const ruleSet = ruleSetKey(opened.ruleSet);
  const unit = { kind: 'union' as const, id: opened.union, name: opened.unionName, ...(opened.units > 1 ? { units: opened.units } : {}) };
  return dutiesOf(state).flatMap((duty): DueRow[] => {
    const { step, dueOn, item, round, year } = duty;
    if (dueOn === null || (through !== undefined && dueOn > through)) return [];
    // A new round is another thing to do, and so is another year's re-check: what was told of the one before does not speak of it.
    const part = item ?? (round === undefined ? (year === undefined ? undefined : `year_${year}`) : `round_${round}`);
    return [{ key: [evaluation, step, ...(part === undefined ? [] : [part])].join('/'), campaign, evaluation, unit, owner: ownerOf(duty), superiors: opened.superiors, ruleSet, step, dueOn, state: item !== undefined ? 'item' : duty.because === 'returned' ? 'returned' : 'due' }];
  });
}

const ownerOf = ({ body }: Duty): DueRow['owner'] => ({ kind: body.slice(0, body.indexOf('-')) as BodyKind, id: body.slice(body.indexOf('-') + 1) });
