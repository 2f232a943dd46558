export { KnownRegister, type KnownFederation, type KnownUnion } from './known-register.js';
export { refusedRow, rowOutcomes, type PlannedCommand, type PlannedRow, type RowOutcome } from './planned.js';
export { registerEntry, registerEntryFaultCodes, type RegisterEntry, type SeenEntry } from './register-entry.js';
export { planRegister, RegisterPlan, registerPlanFaultCodes } from './register-plan.js';
export type { RegisterPlanning } from './register-planning.js';
export { classWords, industryWords, registerTable } from './register-table.js';
export { dateCell, registerCells, registerColumns } from './register-sheet.js';
export { Twice } from './twice.js';
