export { WecomRobot, type WecomSettings } from './wecom-robot.js';
