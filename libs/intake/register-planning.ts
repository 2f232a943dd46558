import type { PartialDate } from '#kernel';
import type { KnownRegister } from './known-register.js';
import type { RegisterTexts } from './register-changes.js';

/** What the rows of a register are planned against. */
export type RegisterPlanning = {
  readonly known: KnownRegister;
  /** When what the workbook says holds: the day it was filled in. */
  readonly on: PartialDate;
  /** Superiors that nobody knows are added as federations below the one that imports. */
  readonly addFederations: boolean;
  /** Ids of the workbook that nobody has are taken as they are: it is the register of another node. Otherwise they are refused. */
  readonly keepIds: boolean;
  /** What is recorded where a row does not say it. */
  readonly texts: RegisterTexts;
  readonly sha256: (text: string) => string;
};
