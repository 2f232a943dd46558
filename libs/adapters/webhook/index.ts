export { WebhookChannel, type WebhookBody, type WebhookSettings, type WebhookTarget } from './webhook-channel.js';
