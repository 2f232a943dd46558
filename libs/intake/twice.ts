import { nameKey, type Fault } from '#sheets';
import { codeKey } from './known-register.js';

/** Names that do not tell one union from another: 机关工会, 社区联合工会. */
const ofEveryStreet = /^(党政|直属)*(机关|事业单位|村|社区|村\(社区\)|中心学校|中心小学|卫生院|供销社)(联合|基层)*工会(委员会|联合会)?$/;
export const isOfEveryStreet = (name: string): boolean => ofEveryStreet.test(nameKey(name));

type Named = { readonly sheet: string; readonly row: number; readonly id?: string; readonly name?: string; readonly code?: string; readonly superior?: string; readonly what?: 'union' | 'federation' };
type Place = Pick<Named, 'sheet' | 'row' | 'id' | 'code'>;

/**
 * Finds rows that tell of a union again which an earlier row told of: the first counts, the others are refused, naming it. Two that
 * bear one name are two unions where each has an id or a code of its own, or where every street has one of that name and they report to two of them. Of a row no more is kept than its place.
 */
export class Twice {
  readonly #names = new Map<string, Place>();
  readonly #codes = new Map<string, Place>();

  /** To be asked of each row once, in the order in which they stand. */
  see({ sheet, row, id, name, code, superior, what }: Named): Fault | undefined {
    const [ofName, ofCode] = [name === undefined ? undefined : what !== 'federation' && isOfEveryStreet(name) ? `${nameKey(name)}\n${nameKey(superior ?? '')}` : nameKey(name), code === undefined ? undefined : codeKey(code)];
    const sameCode = ofCode === undefined ? undefined : this.#codes.get(ofCode);
    const sameName = ofName === undefined ? undefined : this.#names.get(ofName);
    const place: Place = { sheet, row, ...(id === undefined ? {} : { id }), ...(code === undefined ? {} : { code }) };
    if (ofCode !== undefined && sameCode === undefined) this.#codes.set(ofCode, place);
    if (ofName !== undefined && sameName === undefined) this.#names.set(ofName, place);
    const apart = (sameName?.code !== undefined && ofCode !== undefined && codeKey(sameName.code) !== ofCode) || (sameName?.id !== undefined && id !== undefined && sameName.id !== id);
    if (sameCode !== undefined) return { code: 'same-code-twice', field: 'code', details: { sheet: sameCode.sheet, row: sameCode.row } };
    if (sameName !== undefined && !apart) return { code: 'same-union-twice', field: 'name', details: { sheet: sameName.sheet, row: sameName.row } };
    return undefined;
  }
}
