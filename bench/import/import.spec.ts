import { importing } from './import.js';

describe('the bench of imports', () => {
  it('imports a register whole and once more killed in its midst, to the same facts, and finds nothing to do the second time', async () => {
    const figures = await importing({ unions: 800, kill: true }, () => {});
    const of = (name: string) => figures.find((figure) => figure.name === name);
    expect(of('import.again')).toMatchObject({ value: 0, met: true });
    expect(of('import.killed')).toMatchObject({ value: 0, met: true });
    expect(of('import.views')).toMatchObject({ value: 0, met: true, beside: { checked: 2 } });
    const { events = 0, 'killed at row': at = 0, 'rows then left': left = 0 } = of('import.killed')?.beside ?? {};
    expect(Number(events)).toBeGreaterThan(1_600);
    expect(Number(left)).toBeLessThanOrEqual(Number(of('import.again')?.beside?.['rows']) - Number(at));
    expect(Number(left)).toBeGreaterThan(0);
  });
});
