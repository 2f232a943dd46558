export { aSheet, across, down, linesOf, type Told } from './a-sheet.js';
