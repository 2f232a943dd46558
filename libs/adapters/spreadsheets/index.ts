export { openWorkbook, type OpenedWorkbook } from './open-workbook.js';
export { WorkbookFault, workbookFaultCodes, type WorkbookFaultCode } from './workbook-fault.js';
export { maxRows } from './limits.js';
