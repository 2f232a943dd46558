export { RowSpool } from './row-spool.js';
