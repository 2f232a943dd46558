export { registerTable } from './register-table.js';
