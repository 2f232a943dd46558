export { DingtalkRobot, type DingtalkRobotKeys, type DingtalkSettings } from './dingtalk-robot.js';
