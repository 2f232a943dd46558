import type { DeepReadonly } from '#kernel';
import type { BilingualText } from './fields.js';
import type { RuleSet } from './rule-set.js';

/** A value inside a sentence; whoever knows the reader's language turns it into words. */
export type Told =
  | number
  | string
  /** A word of the rule set or of the program. */
  | { readonly word: string }
  /** Several, one after the other or, `added`, as a sum. */
  | { readonly words: readonly string[]; readonly added?: true }
  | { readonly level: string }
  | { readonly text: BilingualText }
  /** `80/100` or `2/3`. */
  | { readonly share: string }
  /** A due expression. */
  | { readonly due: string };

/** One sentence: the key of its text, what fills it, and how deep it stands (0: a heading). */
export type Sentence = { readonly key: string; readonly depth: 0 | 1 | 2; readonly told: { readonly [name: string]: Told } };

/** What the explaining parts take. */
export type Explained = DeepReadonly<RuleSet>;

export const heading = (key: string, told: Sentence['told'] = {}): Sentence => ({ key, depth: 0, told });
export const line = (key: string, told: Sentence['told'] = {}): Sentence => ({ key, depth: 1, told });
export const detail = (key: string, told: Sentence['told'] = {}): Sentence => ({ key, depth: 2, told });

/** The sentence where there is something to tell, otherwise none. */
export const where = <T>(said: T | undefined, sentence: (said: T) => Sentence): readonly Sentence[] => (said === undefined ? [] : [sentence(said)]);
