import { otherFigures } from './other-figures.js';

const rests = { figures: { should: 1_023, held: 665 }, named: [{}, {}] };
const others = (text: string) => otherFigures(text, rests);

describe('figures of a circular that are none of its draft', () => {
  it('are none where it says those of the draft, however they are written', () => {
    expect(others('截至2026年1月31日，全区应开展的基层工会1023家，已开展665家，覆盖率65.0%；未开展358家。某街道总工会等2个单位……于2月6日前补报。')).toEqual([]);
    expect(others('应开展１，０２３家，已开展 665 家，覆盖率65％')).toEqual([]);
    expect(others('of 1,023 unions 665 unions have held it, coverage 65.0 %')).toEqual([]);
    expect(others('请各单位认真查找原因。')).toEqual([]);
  });

  it('are told each once, as they are written', () => {
    expect(others('应开展1023家，已开展670家，覆盖率65.5%，较上年670家……')).toEqual(['670家', '65.5%']);
    expect(others('of 1,024 unions')).toEqual(['1,024 unions']);
    expect(otherFigures('覆盖率100%', { figures: { should: 0, held: 0 }, named: [] })).toEqual(['100%']);
    expect(others(Array.from({ length: 30 }, (_, n) => `${n + 5000}家`).join('、'))).toHaveLength(20);
  });
});
