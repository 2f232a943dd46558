import { boardOf, childFigures, type BoardReading, type Sums } from '#views';
import type { RuledWording } from './as-of.js';
import { describeBoard, describeFigure } from './describe-board.js';

type Described<T> = { readonly reading: BoardReading; readonly wording: RuledWording; readonly said: T };

/**
 * Boards in words, by the totals they are made of. A reader gives the same totals as the same object, so that a board frozen at its
 * deadline, and children whose totals have not changed since the last time, are not worked out again. Kept as long as the totals are.
 */
export class DescribedBoards {
  readonly #boards = new WeakMap<Sums, Described<ReturnType<typeof describeBoard>>>();
  readonly #children = new WeakMap<Sums, Described<readonly ReturnType<typeof describeFigure>[]>>();

  board(totals: Sums, reading: BoardReading, wording: RuledWording): ReturnType<typeof describeBoard> {
    return keptIn(this.#boards, totals, { reading, wording, work: () => describeBoard(boardOf(totals, reading), wording, reading.calendar) });
  }

  child(totals: Sums, reading: BoardReading, wording: RuledWording): readonly ReturnType<typeof describeFigure>[] {
    return keptIn(this.#children, totals, { reading, wording, work: () => childFigures(totals).map((figure) => describeFigure(figure, wording)) });
  }
}

function keptIn<T>(kept: WeakMap<Sums, Described<T>>, totals: Sums, { reading, wording, work }: Omit<Described<T>, 'said'> & { readonly work: () => T }): T {
  const known = kept.get(totals);
  if (known !== undefined && sameReading(known.reading, reading) && known.wording.language === wording.language && known.wording.ruleSet === wording.ruleSet) return known.said;
  const said = work();
  kept.set(totals, { reading, wording, said });
  return said;
}

const sameReading = (a: BoardReading, b: BoardReading): boolean => a.on === b.on && a.rules === b.rules && a.calendar === b.calendar;
