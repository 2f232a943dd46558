import { setImmediate as nextTurn } from 'node:timers/promises';
import { CommandTurns, turnMs } from './command-turns.js';

/** Commands that each take a while of a clock that only they move. */
function handedIn(commands: number, busyMs: number) {
  let clock = 0;
  const turns = new CommandTurns(() => clock);
  const begun: number[] = [];
  const enter = (command: number) =>
    turns.enter(() => {
      begun.push(command);
      clock += busyMs;
    });
  for (let command = 0; command < commands; command++) enter(command);
  return { begun, enter };
}

/** How many had begun at once, and after each turn of the event loop, until all had. */
async function turnsOf(commands: number, busyMs: number): Promise<readonly number[]> {
  const { begun } = handedIn(commands, busyMs);
  const seen = [begun.length];
  for (; begun.length < commands; seen.push(begun.length)) await nextTurn();
  expect(begun).toEqual(Array.from({ length: commands }, (_, command) => command));
  return seen;
}

describe('commands that come in at once', () => {
  it('begin at once while there is time', async () => expect(await turnsOf(100, turnMs / 100)).toEqual([100]));

  it('leave turns to others as soon as they have taken their time', async () => {
    const [atOnce, ...later] = await turnsOf(5, turnMs);
    expect(atOnce).toBe(1);
    expect(later.map((count, turn) => count - ([atOnce, ...later][turn] ?? 0)).every((together) => together <= 1)).toBe(true);
    expect((await turnsOf(6, turnMs / 2)).at(0)).toBe(2);
  });

  it('do not overtake one that waits', async () => {
    const { begun, enter } = handedIn(2, turnMs);
    await nextTurn();
    enter(2);
    while (begun.length < 3) await nextTurn();
    expect(begun).toEqual([0, 1, 2]);
  });
});
