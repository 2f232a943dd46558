import type { Asked, HttpClient } from './http-client.js';
import type { PopulationOfScenario } from './scenario.js';
import { padTo, say, widthOf, type Language } from './wording.js';

type Figure = { readonly figure: string; readonly text: string };
type Figures = { readonly figures: readonly Figure[] };
/** What the lines need of a board as the server shows it. */
type Board = Figures & {
  readonly name: string | null;
  readonly on: string;
  readonly breakdowns: readonly { readonly by: string; readonly rows: readonly (Figures & { readonly keyText: string })[] }[];
  readonly children: readonly (Figures & { readonly name: string | null })[];
};

/** Of the whole federation; and of a class or a federation below it. */
const headFigures = ['should', 'held', 'notHeld', 'coverage', 'coverageUnits', 'returnRate', 'endorsement', 'belowThreshold', 'itemsOpen', 'entriesOnBehalf'];
const rowFigures = ['coverage', 'heldLate'];

/** The federation's board as lines to read, in the server's words; nothing where the server has none. @throws Unreachable */
export async function boardLines({ campaign, root }: PopulationOfScenario, client: HttpClient, asked: Asked): Promise<readonly string[]> {
  const { status, body } = await client.get(`/v1/campaigns/${campaign}/board?federation=${root.id}`, asked);
  if (status !== 200) return [];
  const { name, on, figures, breakdowns, children } = body as Board;
  const { language } = client;
  return [
    say(language, 'board.head', { name: name ?? root.name, on }),
    ...headFigures.flatMap((wanted) => textOf(figures, wanted)).map((text) => `  ${text}`),
    ...breakdowns.flatMap(({ by, rows }) => table(say(language, `board.by.${by}`), rows.map((row) => [row.keyText, row.figures] as const), language)),
    ...table(say(language, 'board.children'), children.map((child) => [child.name ?? '—', child.figures] as const), language),
  ];
}

const textOf = (figures: readonly Figure[], wanted: string): readonly string[] => figures.flatMap(({ figure, text }) => (figure === wanted ? [text] : []));

function table(head: string, rows: readonly (readonly [name: string, figures: readonly Figure[]])[], language: Language): readonly string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => widthOf(name)));
  return [`  ${head}`, ...rows.map(([name, figures]) => `    ${padTo(name, width)}  ${rowFigures.flatMap((wanted) => textOf(figures, wanted)).join(say(language, 'print.comma'))}`.trimEnd())];
}
