import type { DomainEvent } from '#kernel';
import { languageIn, textFor, textKeys, type Wording } from '#platform';

/** What is recorded although it is not as it should be, with the numbers behind it. */
export type Warning = { readonly code: string; readonly text: string; readonly details: Numbers };
type Numbers = { readonly [name: string]: unknown };

/** The judgements and counts that an event holds beside the codes of its warnings. */
type Told = {
  readonly warnings?: readonly string[];
  readonly quorum?: Numbers | null;
  readonly outcome?: Judged | null;
  readonly counts?: { readonly returned?: number };
  readonly withoutEvidence?: readonly string[];
  readonly issued?: number;
  readonly otherFigures?: readonly string[];
  readonly follows?: Numbers;
};
export type Judged = { readonly warnings?: readonly string[]; readonly quorum?: Numbers | null; readonly participation?: Numbers | null };

/** The warnings of what was recorded, each code once, by the last event that holds it. */
export function warningsOf(events: readonly DomainEvent[], wording: Wording): readonly Warning[] {
  const all = events.flatMap(({ data }) => {
    const told = data as Told;
    const { warnings = [], outcome, withoutEvidence = [], otherFigures = [] } = told;
    return [...warnings, ...(outcome?.warnings ?? []), ...(withoutEvidence.length > 0 ? ['evidence-missing'] : []), ...(otherFigures.length > 0 ? ['figures-beside-draft'] : [])].map((code) => [code, numbersBehind(code, told)] as const);
  });
  return [...new Map(all)].map(([code, details]) => warningIn(wording, code, details));
}

/** One warning in words, with its numbers where there are any. */
export const warningIn = (wording: Wording, code: string, details: Numbers): Warning => {
  const numbered = Object.keys(details).length > 0 && textKeys(languageIn(wording)).includes(`warning.${code}`);
  return { code, text: textFor(wording, numbered ? `warning.${code}` : `word.${code}`, details), details };
};

/** What a warning is about; empty for one that has no numbers. */
export function numbersBehind(code: string, { quorum, outcome, counts, withoutEvidence, issued, follows, otherFigures }: Told): Numbers {
  switch (code) {
    case 'quorum-short':
      return outcome?.quorum ?? quorum ?? {};
    case 'participation-short':
      return outcome?.participation ?? {};
    case 'small-group':
      return counts?.returned === undefined ? {} : { returned: counts.returned };
    case 'evidence-missing':
      return { criteria: withoutEvidence ?? [] };
    case 'figures-beside-draft':
      return { figures: otherFigures ?? [] };
    case 'issued-over-sample':
      return issued === undefined ? {} : { issued };
    case 'follows-superseded':
    case 'follows-other':
      return follows ?? {};
    default:
      return {};
  }
}
