export { openWorkbook, type OpenedWorkbook } from './open-workbook.js';
export { WorkbookFault, workbookFaultCodes, type WorkbookFaultCode } from './workbook-fault.js';
export { maxRows } from './limits.js';
export { writeCsv } from './write-csv.js';
export { writeXlsx } from './write-xlsx.js';
export type { WrittenCell, WrittenSheet } from './written-sheet.js';
