export { isPublic } from './address-guard.js';
export { firstNameOf, tellRobot, type RobotCall } from './group-robot.js';
export { postJson, type Posted, type PostLimits, type PostRequest } from './post.js';
export { objectIn, resultByStatus } from './result.js';
export { withoutSecrets } from './robot-answer.js';
