export { decoded, encodingOf, textOf, type TextEncoding } from './text-encoding.js';
