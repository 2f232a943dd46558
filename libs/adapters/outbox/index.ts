export { keptDays, maxOutboxPage, Outbox, type OutboxMessage, type OutboxPage } from './outbox.js';
