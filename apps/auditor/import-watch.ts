import { textFor, type Language } from '#platform';
import type { ImportServer, Progress } from './import-server.js';

export type Watching = { readonly server: ImportServer; readonly sha256: string; readonly language: Language; readonly progress: (text: string) => void };

/** How often the server is asked how far it is, in milliseconds. */
const askEveryMs = 200;
const barCharacters = 30;

export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, askEveryMs));

/** A line that says how far it is: a bar, or rows so far where nobody knows yet how many there are. */
export function barOf({ state, stateText, done, rows }: Progress, language: Language): string {
  if (state === 'reading') return textFor(language, 'importCommand.reading', { what: stateText, done });
  const filled = rows === 0 ? barCharacters : Math.floor((done / rows) * barCharacters);
  return textFor(language, 'importCommand.progress', { what: stateText, bar: `${'█'.repeat(filled)}${'░'.repeat(barCharacters - filled)}`, done, rows });
}

/** Waits for an answer that the server works on, and shows meanwhile how far it is. */
export async function watched<T>(answer: Promise<T>, { server, sha256, language, progress }: Watching): Promise<T> {
  let over = false;
  const settled = answer.then(() => void (over = true), () => void (over = true));
  for (;;) {
    await Promise.race([settled, pause()]);
    if (over) return answer;
    const state = await server.progress(sha256).catch(() => undefined);
    if (state?.state === 'reading' || state?.state === 'planning') progress(barOf(state, language));
  }
}
