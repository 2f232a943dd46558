import type { PlannedCommand } from '#intake';
import type { Actor, Instant, PartialDate } from '#kernel';

/** Which tables can be taken in. */
export const importKinds = ['register', 'results', 'backFill', 'yearTotals'] as const;
export type ImportKind = (typeof importKinds)[number];

/** One import as it is asked for: the same asked again is the same import, whoever was interrupted. */
export type AskedImport = {
  readonly kind: ImportKind;
  /** SHA-256 of the workbook, which the evidence store keeps. */
  readonly sha256: string;
  /** Whose register, or whose round: nothing outside is touched. */
  readonly federation: string;
  readonly campaign?: string;
  /** Of totals: the evaluated year they are of. */
  readonly year?: number;
  /** When what a register says holds; default: the day written in it, else today. */
  readonly on?: PartialDate;
  readonly addFederations: boolean;
  /** Ids that nobody has are those of another node's register, and are taken. */
  readonly keepIds?: true;
};

/** Who has it done, and when. */
export type ImportBy = { readonly by: Actor; readonly at: Instant };

export const keyOf = ({ kind, sha256, federation, campaign = '', year = 0, on = '', addFederations, keepIds }: AskedImport): string => [kind, sha256, federation, campaign, year, on, String(addFederations), ...(keepIds === true ? ['keepIds'] : [])].join(' ');

/** Who records a row's command: whoever imports, for whom the row says, resting on the workbook. */
export const importActor = (by: Actor, sha256: string, { onBehalfOf }: Pick<PlannedCommand, 'onBehalfOf'>): Actor => ({ ...by, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), basis: `sheet:${sha256}` });
