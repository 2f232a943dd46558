import { textFor, type Wording } from '#platform';
import { percent, ruleSetOfKey, type Calendar, type Rate } from '#rules';
import type { Board, Figure, LateStep, LateUnions } from '#views';
import { calendarNote, withNote } from './describe.js';

/** A figure with its words: a rate with its per cent, its counts and what they are counts of. */
export function describeFigure({ figure, formula, n, m, of }: Figure, wording: Wording) {
  const label = textFor(wording, `figure.${figure}`);
  if (m === null) return { figure, formula, n, m, of, percent: null, text: textFor(wording, 'board.count', { label, n }) };
  const rate = percent({ n, m }) ?? null;
  return { figure, formula, n, m, of, percent: rate, text: rate === null ? textFor(wording, 'board.noRate', { label, n, m }) : textFor(wording, 'board.rate', { label, percent: rate, n, m }) };
}

const describeRate = (rate: Rate, wording: Wording) => {
  const shown = percent(rate) ?? null;
  return { ...rate, percent: shown, text: shown === null ? textFor(wording, 'board.noBallots') : textFor(wording, 'list.rate', { percent: shown, ...rate }) };
};

/** A board in the reader's language, by the words of its rule set. */
export function describeBoard(board: Board, wording: Wording, calendar: Calendar) {
  const word = (key: string) => textFor(wording, 'board.word', { title: key });
  return {
    figures: board.figures.map((figure) => describeFigure(figure, wording)),
    bySteps: board.bySteps.map((one) => ({ ...one, text: textFor(wording, `stepReached.${one.step}`) })),
    byStatus: board.byStatus.map((one) => ({ ...one, text: textFor(wording, `status.${one.status}`) })),
    late: board.late.map((one) => describeLate(one, wording, calendar)),
    lateUnions: describeLateUnions(board.lateUnions, wording, calendar),
    breakdowns: board.breakdowns.map(({ by, rows }) => ({ by, byText: textFor(wording, `word.groupBy-${by}`), rows: rows.map(({ key, figures }) => ({ key, keyText: keyText(by, key, wording), figures: figures.map((figure) => describeFigure(figure, wording)) })) })),
    subjects: board.subjects.map(({ rates, grades, subject, points }) => ({
      subject,
      subjectText: word(subject),
      grades: grades.map((one) => ({ ...one, text: word(one.grade) })),
      points,
      rates: rates.map(({ rate, over }) => ({ rate, rateText: textFor(wording, `rate.${rate}`), over: over.map((one) => describeRate(one, wording)) })),
    })),
    endorsements: board.endorsements,
    itemsOverdue: { ...board.itemsOverdue, text: textFor(wording, 'board.count', { label: textFor(wording, 'figure.itemsOverdue'), n: board.itemsOverdue.items }) },
    exemptByReason: board.exemptByReason.map((one) => ({ ...one, text: textFor(wording, 'board.reason', { reasonCode: one.reason }) })),
    rulesBeside: board.rulesBeside.map(({ ruleSet, unions }) => {
      const named = ruleSetOfKey(ruleSet);
      return { ruleSet: named, unions, text: textFor(wording, 'board.rulesBeside', { ...named, unions }) };
    }),
    titles: board.titles.map((one) => ({ ...one, text: word(one.title) })),
  };
}

function describeLate({ countedTo, ...late }: LateStep, wording: Wording, calendar: Calendar) {
  const stepText = textFor(wording, `owed.${late.step}`);
  const line = textFor(wording, late.owedBy === 'union' ? 'board.late' : 'board.lateAbove', { step: stepText, unions: late.unions, days: late.dates[0]?.workingDaysLate || undefined, soon: late.dueSoon });
  return { ...late, stepText, text: withNote(line, calendarNote(countedTo, calendar, wording)) };
}

function describeLateUnions({ countedTo, ...late }: LateUnions, wording: Wording, calendar: Calendar) {
  const line = textFor(wording, 'board.lateUnions', { unions: late.unions, days: late.dates[0]?.workingDaysLate || undefined, soon: late.dueSoon });
  return { ...late, text: withNote(line, calendarNote(countedTo, calendar, wording)) };
}

/** A class by its word, a size by its bounds, an industry by the rule set's word or as it is. */
function keyText(by: string, key: string, wording: Wording): string {
  if (key === 'unknown') return textFor(wording, 'board.unknown');
  if (by !== 'size') return textFor(wording, 'board.word', { title: key });
  const [from, to] = key.split('-');
  if (to === '') return textFor(wording, 'board.sizeFrom', { from });
  return textFor(wording, from === '0' ? 'board.sizeBelow' : 'board.sizeBetween', { from, to, below: Number(to) + 1 });
}

/** By how much each figure differs from another board's: counts as such, rates in tenths of a percentage point. */
export function changesBetween(before: readonly Figure[], now: readonly Figure[]) {
  const tenths = ({ n, m }: Figure) => (m === null || m === 0 ? null : Math.round(Number(percent({ n, m })) * 10));
  return now.map((figure, index) => {
    const was = before[index] ?? figure;
    const [a, b] = [tenths(was), tenths(figure)];
    return { figure: figure.figure, n: figure.n - was.n, tenthsOfPoints: a === null || b === null ? null : b - a };
  });
}
