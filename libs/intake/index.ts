export { KnownRegister, type KnownFederation, type KnownUnion } from './known-register.js';
export { refusedRow, rowOutcomes, type PlannedCommand, type PlannedRow, type RowOutcome } from './planned.js';
export { registerEntry, registerEntryFaultCodes, type RegisterEntry } from './register-entry.js';
export { planRegister, registerPlanFaultCodes } from './register-plan.js';
export type { RegisterPlanning } from './register-planning.js';
export { classWords, industryWords, registerTable } from './register-table.js';
export { dateCell, registerCells, registerColumns } from './register-sheet.js';
