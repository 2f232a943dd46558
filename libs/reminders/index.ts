export type { Channel, ChannelQuota, OutgoingNotice, SendResult } from './channel.port.js';
export { maxJobsPerEnqueue, QueueUnavailable, type NoticeJob, type NoticeQueue, type QueueHealth, type Running } from './queue.port.js';
