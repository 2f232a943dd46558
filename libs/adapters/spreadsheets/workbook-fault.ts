/** Why a file is no workbook that can be read. */
export const workbookFaultCodes = [
  'workbook-empty',
  'workbook-not-one',
  'workbook-encrypted',
  'workbook-of-old',
  'workbook-other-kind',
  'workbook-damaged',
  'workbook-with-nul',
  'workbook-quote-open',
  'workbook-too-large-inside',
  'workbook-beyond-limits',
  'workbook-too-many-rows',
] as const;
export type WorkbookFaultCode = (typeof workbookFaultCodes)[number];

/** A file that cannot be read as a workbook, or no further. `details` are for the text that people see. */
export class WorkbookFault extends Error {
  override readonly name = 'WorkbookFault';

  constructor(
    readonly code: WorkbookFaultCode,
    readonly details: { readonly [name: string]: string | number } = {},
  ) {
    super(`${code} ${JSON.stringify(details)}`);
  }
}
