/** Blanks of every kind, and signs that nobody sees: zero-width ones, byte order marks, soft hyphens. */
const unseen = /[\p{Cc}\p{Cf}\p{Z}\u115f\u1160\u3164]+/gu;
const fullWidth = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;
const widthOffset = 0xfee0;
/** Between letters of Latin and the like, one blank stays: names of firms have them. */
const latin = /[A-Za-z0-9.,&'’)]/;
const latinNext = /[A-Za-z0-9&('’]/;

/** Texts in which nothing is to be tidied, as most cells are: told at a glance, because a province's register has two million cells. */
const plain = /^[\x21-\x7e\u4e00-\u9fff]*$/;
const plainKey = /^[0-9a-z()\u4e00-\u9fff]*$/;

/**
 * A name without the blanks that people put in to fill a column (`南海 椰风` → `南海椰风`), and with plain digits and Latin
 * letters where they are full-width. Chinese punctuation stays as it is.
 */
export function tidyName(text: string): string {
  if (plain.test(text)) return text;
  const narrow = text.replaceAll(fullWidth, (sign) => String.fromCharCode(sign.charCodeAt(0) - widthOffset));
  return narrow.replaceAll(unseen, (gap, at: number) => {
    const [before, after] = [narrow[at - 1] ?? '', narrow[at + gap.length] ?? ''];
    return latin.test(before) && latinNext.test(after) && /[A-Za-z]/.test(before + after) ? ' ' : '';
  });
}

/** By this two spellings of one name are known as one: width, case, blanks, brackets and quotes do not count. */
export const nameKey = (text: string): string => (plainKey.test(text) ? text : text.normalize('NFKC').toLowerCase().replaceAll(unseen, '').replaceAll(/[〔【「『《]/g, '(').replaceAll(/[〕】」』》]/g, ')').replaceAll(/["'“”‘’·•]/g, ''));

/** Text to compare words by: half-width, without any blank. */
export const compact = (text: string): string => (plain.test(text) ? text : text.normalize('NFKC').replaceAll(unseen, ''));

/** What stands for "nothing" in a form: a dash, 无, 不详, 暂缺. */
export const saysNothing = (text: string): boolean => /^([-—–―/\\.。、*]|无|没有|不详|未知|暂无|暂缺|空|n\/a|[-—–―]+|\/+)?$/i.test(text);

/** What stands for "as above". */
export const saysAsAbove = (text: string): boolean => /^(同上|"|''|″|〃|”|“|,,|同)$/.test(text);

/** The text inside Excel's way to keep leading zeros in a CSV, `="0012"`; otherwise the text itself. */
export const unquoted = (text: string): string => /^="([^"=]*)"$/.exec(text)?.[1] ?? text;
