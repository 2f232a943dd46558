export { columnName, isBlank, type Cell, type Sheet, type SheetRow } from './cell.js';
export { maxColumns, type Column } from './columns.js';
export { dayOfSerial } from './dates.js';
export { cellFaultCodes, type Fault } from './fault.js';
export { passedOverReasons } from './lines.js';
export { readTable, type Line, type SheetFound } from './read-table.js';
export type { Field, FieldKind, Table, Value, Values, Vocabulary } from './table.js';
export { compact, nameKey, tidyName } from './tidy.js';
