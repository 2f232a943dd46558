export { RowSpool } from './row-spool.js';
export { KeptNotes } from './kept-notes.js';
