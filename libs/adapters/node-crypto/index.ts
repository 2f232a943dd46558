export { nodeHashing } from './hashing.js';
export { isSignatureOf, newSigningKey, signatureOf } from './signing.js';
