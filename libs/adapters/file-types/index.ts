export { recogniseFile } from './recognise-file.js';
