export { isPublic } from './address-guard.js';
export { postJson, type Posted, type PostLimits, type PostRequest } from './post.js';
