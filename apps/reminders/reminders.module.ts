import { Module } from '@nestjs/common';
import { PoliciesService } from './policies.js';

/** Policies: what one event of the log causes in other streams. Reminders, sweeps and sealing will live here too. */
@Module({ providers: [PoliciesService] })
export class RemindersModule {}
