export { isPublic } from './address-guard.js';
export { postJson, type Posted, type PostLimits, type PostRequest } from './post.js';
export { objectIn, resultByStatus } from './result.js';
export { robotAnswer, withoutSecrets, type BusyCodes } from './robot-answer.js';
