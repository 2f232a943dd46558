export type { Channel, ChannelQuota, OutgoingNotice, SendResult } from './channel.port.js';
export { bodyFor, byteLength, delivered, maxDetailCharacters, refused, unknown } from './outgoing.js';
export { maxJobsPerEnqueue, QueueUnavailable, QueueUnfit, type NoticeJob, type NoticeQueue, type NoticeWork, type QueueHealth } from './queue.port.js';
export { maxDuePage, type BodyKind, type DueRow, type DueRows } from './due-row.port.js';
export { levelsOf, maxContacts, recipientId, recipientKinds, toldAt, type Contact, type ContactBook, type Level, type Recipient, type RecipientKind } from './recipient.js';
export { daysLeft, gradeOf, grades, isMomentPassed, whatIsDue, type Due, type Grade, type Today } from './due.js';
export { instantOf, isSendingTime, minuteOf, nextSendingTime, sendingWindows } from './windows.js';
export { circularProposal, digests, type Digest, type DigestsOf, type Nudged } from './digest.js';
