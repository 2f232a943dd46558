export { nodeHashing } from './hashing.js';
