import { AskedTogether } from './view-serving.js';

describe('questions to a view in one turn', () => {
  /** Tells what happened, in its order. */
  function asking() {
    const told: string[] = [];
    const asked = new AskedTogether(() => {
      told.push('begin');
      return () => told.push('end');
    });
    const ask = (question: string) =>
      asked.ask(question, () => {
        told.push(`${question} ${asked.isTogether ? 'together' : 'alone'}`);
        if (question === 'damaged') throw new Error('damaged');
        return { question };
      });
    return { told, asked, ask };
  }

  it('are answered from one snapshot, the same one once', async () => {
    const { told, ask } = asking();
    const [first, other, again] = await Promise.all([ask('row a'), ask('row b'), ask('row a')]);
    expect(told).toEqual(['begin', 'row a together', 'row b together', 'end']);
    expect([first, other]).toEqual([{ question: 'row a' }, { question: 'row b' }]);
    expect(again).toBe(first);
  });

  it('are asked anew in the next turn, and alone need no snapshot', async () => {
    const { told, ask } = asking();
    const first = await ask('row a');
    expect(await ask('row a')).not.toBe(first);
    expect(told).toEqual(['row a alone', 'row a alone']);
  });

  it('fail each for itself', async () => {
    const { told, ask } = asking();
    const [damaged, sound] = await Promise.allSettled([ask('damaged'), ask('row a')]);
    expect([damaged.status, sound.status]).toEqual(['rejected', 'fulfilled']);
    expect(told.at(-1)).toBe('end');
  });

  it('are answered one by one where no snapshot can be had, and at once when the reader closes', async () => {
    const told: string[] = [];
    const asked = new AskedTogether(() => {
      throw new Error('the folder is gone');
    });
    const answers = Promise.all(['a', 'b'].map((row) => asked.ask(row, () => told.push(row))));
    asked.answerAll();
    expect(told).toEqual(['a', 'b']);
    expect(await answers).toEqual([1, 2]);
  });
});
