import { Module } from '@nestjs/common';
import { PoliciesService } from './policies.js';
import { RemindersService } from './reminders.js';

/** Policies: what one event of the log causes in other streams; reminders: what is due becomes messages. Sealing will live here too. */
@Module({ providers: [PoliciesService, RemindersService] })
export class RemindersModule {}
