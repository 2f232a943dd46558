export type { Channel, ChannelQuota, OutgoingNotice, SendResult } from './channel.port.js';
export { bodyFor, byteLength, delivered, maxDetailCharacters, refused, unknown } from './outgoing.js';
export { maxJobsPerEnqueue, QueueUnavailable, type NoticeJob, type NoticeQueue, type NoticeWork, type QueueHealth } from './queue.port.js';
