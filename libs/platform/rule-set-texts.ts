import { explanation, fractionOf, parseDue, schemaFields, type RuleSet, type Sentence, type Told } from '#rules';
import { byNumber, textFor, textKeys, textPattern, type Language } from './texts.js';

/** Whose words are shown. */
type WithWords = Pick<RuleSet, 'words'>;

/** A rule set as plain sentences of a language, indented by depth, a blank line before each heading. */
export const explanationText = (language: Language, ruleSet: RuleSet): string =>
  explanation(ruleSet)
    .map((sentence, index) => `${sentence.depth === 0 && index > 0 ? '\n' : ''}${'  '.repeat(sentence.depth)}${sentenceText(language, ruleSet, sentence)}`)
    .join('\n');

/** One sentence of a rule set's explanation in a language. */
export function sentenceText(language: Language, ruleSet: WithWords, { key, told }: Sentence): string {
  const filled = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, toldText(language, ruleSet, value)]));
  const text = fill(textPattern(language, `rules.${key}`), (name) => filled[name] ?? '');
  return language === 'en' ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** A word as the rule set names it, otherwise as the program does, otherwise as it stands. */
export function wordText(language: Language, { words = {} }: WithWords, word: string): string {
  if (Object.hasOwn(words, word)) return (language === 'en' ? words[word]?.en : words[word]?.zh) ?? word;
  return textKeys(language).includes(`word.${word}`) ? textPattern(language, `word.${word}`) : word;
}

function toldText(language: Language, ruleSet: WithWords, value: Told): string {
  if (typeof value !== 'object') return String(value);
  if ('word' in value) return wordText(language, ruleSet, value.word);
  if ('words' in value) return value.words.map((word) => wordText(language, ruleSet, word)).join(value.added === true ? ' + ' : textPattern(language, 'list.separator'));
  if ('level' in value) return textPattern(language, `level.${value.level}`);
  if ('text' in value) return language === 'en' ? value.text.en : value.text.zh;
  return 'share' in value ? shareText(language, value.share) : dueText(language, ruleSet, value.due);
}

/** `80/100` as a per cent where it is a whole number of tenths, otherwise the fraction. */
function shareText(language: Language, share: string): string {
  const { n, m } = fractionOf(share);
  if ((n * 1000) % m !== 0) return share;
  return `${(n * 1000) / m / 10}${language === 'en' ? ' ' : ''}%`;
}

function dueText(language: Language, ruleSet: WithWords, expression: string): string {
  const due = parseDue(expression);
  if (due.kind === 'after' && due.milestone === 'item') return textFor(language, 'rules.dueAfterFinding', { days: due.days });
  if (due.kind === 'after') return textFor(language, due.working ? 'rules.dueAfterWorking' : 'rules.dueAfterDays', { milestone: wordText(language, ruleSet, due.milestone), days: due.days });
  // A leap year, so that 29 February has its name too.
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(`2000-${due.monthDay}T00:00:00Z`));
  return textFor(language, { '-1': 'rules.dueBefore', 0: 'rules.dueThis', 1: 'rules.dueNext' }[due.yearsLater], { day });
}

/** One thing wrong with a rule set: by its code, with the values as they stand in the file. */
export function ruleFaultText(language: Language, { code, details }: { readonly code: string; readonly details: { readonly [name: string]: unknown } }): string {
  const key = textKeys(language).includes(`fault.${code}`) ? `fault.${code}` : `contradiction.${code}`;
  return fill(textPattern(language, key), (name) => written(language, name, details[name]));
}

/** Values stay as the author wrote them; only forms and kinds of data have names. */
function written(language: Language, name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(textPattern(language, 'list.separator'));
  const form = `form.${String(value)}`;
  return (name === 'form' || name === 'type') && textKeys(language).includes(form) ? textPattern(language, form) : String(value);
}

const fill = (pattern: string, value: (name: string) => string): string => byNumber(pattern, value).replaceAll(/\{(?:literal:)?(\w+)\}/g, (_, name: string) => value(name));

/** What a field of a rule set means, in a language; a field of a formula that stands in several places is said once. */
export const ruleFieldText = (language: Language, path: string): string => textPattern(language, `ruleField.${described(path)}`);

/** The path that a field is described under. */
export const described = (path: string): string => path.replace(/^.*\.(over\.(assembly|questionnaire))$/, 'endorsement.$1').replace(/^titles\.requires\.satisfaction\.(subject|upper|over)$/, 'endorsement.$1');

/** All paths that have a description. */
export const describedFields = (): readonly string[] => [...new Set(schemaFields().map(({ path }) => described(path)))];
