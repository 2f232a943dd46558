/** What a spreadsheet would run, or take for a number and round: a formula, a command, a long code, leading zeros. */
const risky = /^(?:[=+\-@＝＋－＠\t\r\n]|\d{12,}[Xx]?$|0\d+$)/;
const marked = /^'+(?:[=+\-@＝＋－＠\t\r\n]|\d{12,}[Xx]?$|0\d+$)/;

/** A text for a CSV file, with the sign before it that makes every spreadsheet take it as text. */
export const made = (text: string): string => (risky.test(text) || marked.test(text) ? `'${text}` : text);

/** What {@link made} put before a text, taken off again. */
export const unmade = (text: string): string => (marked.test(text) ? text.slice(1) : text);
