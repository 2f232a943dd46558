import type { PartialDate } from '#kernel';

/** What a field of a table holds. `word`: one of a vocabulary, by any of its spellings. */
export type FieldKind =
  | { readonly kind: 'text'; readonly most: number }
  /** `ofAnother`: not what the row is about; several rows may share it. */
  | { readonly kind: 'name'; readonly most: number; readonly ofAnother?: true }
  | { readonly kind: 'count'; readonly least?: number; readonly most: number }
  | { readonly kind: 'points'; readonly most: number }
  | { readonly kind: 'date' }
  | { readonly kind: 'word'; readonly words: Vocabulary };

/** Words by their keys; the first that fits counts. `shown`: the spellings to offer. */
export type Vocabulary = readonly { readonly key: string; readonly shown: string; readonly spelt: RegExp }[];

/** A column that a table may have, and how people head it. */
export type Field = {
  readonly name: string;
  readonly is: FieldKind;
  /**
   * What the heading says, compacted, of the best wording first: where two columns would do, the one with the better wording
   * is taken. Of a heading in two rows both are told, joined by `/`: `会员人数/其中:女`.
   */
  readonly headed: readonly RegExp[];
  /** Headings that look alike and are something else. */
  readonly not?: RegExp;
};

/** A kind of table that offices keep: a register, a list of results. */
export type Table = {
  readonly name: string;
  readonly fields: readonly Field[];
  /** A row is a header where it has a column for each of these groups: one of the fields named. */
  readonly needs: readonly (readonly string[])[];
  /** The field that names what a row is about. */
  readonly named: string;
};

/** What a row says of its fields. */
export type Value = string | number | PartialDate;
export type Values = { readonly [field: string]: Value };
