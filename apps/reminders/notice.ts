import { languages, textFor, type Language } from '#platform';
import { byteLength, countsOf, renderDigest, type DigestContent, type DigestLine, type RenderedDigest } from '#reminders';

/** `npm run notice -- preview` shows a message of today's templates, in one form, within a channel's bytes. */
const usage = 'usage: npm run notice -- preview [--lang zh-CN|en] [--form text|markdown|html] [--bytes 4096] [--grade remind|urge|press] [--units 9]';
const [command, ...given] = process.argv.slice(2);
const option = (name: string, otherwise: string): string => (given.includes(`--${name}`) ? (given[given.indexOf(`--${name}`) + 1] ?? '') : otherwise);

const [language, form, bytes, grade, units] = [option('lang', 'zh-CN'), option('form', 'markdown'), Number(option('bytes', '4096')), option('grade', 'urge'), Number(option('units', '9'))];
const options = ['lang', 'form', 'bytes', 'grade', 'units'].map((name) => `--${name}`);
// Each is followed by its value, and no other word stands there: one that is misspelt would change nothing.
const isRead = given.length % 2 === 0 && given.every((word, index) => (index % 2 === 0 ? options.includes(word) && given.indexOf(word) === index : !word.startsWith('--')));
const known = isRead && command === 'preview' && (languages as readonly string[]).includes(language) && ['text', 'markdown', 'html'].includes(form) && ['remind', 'urge', 'press'].includes(grade) && bytes > 0 && units > 0 && units <= 10_000;
if (!known) {
  console.error(usage);
  process.exit(64);
}

/** Invented units: what matters is how the words look. */
const line = (index: number): DigestLine => ({
  name: ['××商贸有限公司工会', '××小学工会', '××商圈联合工会'][index % 3] ?? '',
  ...(index % 3 === 2 ? { units: 23 } : {}),
  step: ['publishResult', 'submitSelfInspection', 'reportUpward', 'completeItem'][index % 4] ?? 'submitPlan',
  workingDaysLeft: grade === 'remind' ? index % 6 : index - units,
  state: index % 4 === 3 ? 'item' : index % 3 === 1 ? 'returned' : 'due',
});
const lines = Array.from({ length: units }, (_, index) => line(index));
const content: DigestContent = {
  recipient: { kind: 'federation', name: '××街道总工会' },
  evaluatedYear: 2025,
  at: '2025-12-22T01:00:00.000Z',
  grade: grade as DigestContent['grade'],
  nth: 2,
  figures: { should: 62, held: 41 },
  ...countsOf(lines.map(({ workingDaysLeft, state }) => ({ workingDaysLeft, isItem: state === 'item' }))),
  lines,
  due: units,
  submitBy: '2025-12-26',
  links: { list: 'http://127.0.0.1:3000/list', acknowledge: 'http://127.0.0.1:3000/acknowledge' },
  contact: { body: '××区总工会基层工作部', telephone: '×××' },
};
const message = rendered();
const body = message[form as 'text' | 'markdown' | 'html'];
console.log(`${message.subject}\n\n${body}`);
console.error(`\n${byteLength(body)} / ${bytes} bytes`);

/** In bytes that hold at least the heading; otherwise the reason in one line, and the code of wrong usage. */
function rendered(): RenderedDigest {
  try {
    return renderDigest(content, { say: (key, details) => textFor(language as Language, key, details), byteLimit: bytes });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    process.exit(64);
  }
}
