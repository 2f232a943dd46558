import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AnswerController } from './answers/answer.controller.js';
import { CallUpScopeController } from './commands/call-up-scope.controller.js';
import { CampaignProposalsController } from './commands/campaign-proposals.controller.js';
import { commandGroups } from './commands/command-groups.js';
import { commandController } from './commands/command-controller.js';
import { HandInHandler } from './commands/hand-in.handler.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { AdoptionsController } from './queries/adoptions.controller.js';
import { AllotmentsController } from './queries/allotments.controller.js';
import { BoardsController } from './queries/boards.controller.js';
import { DutiesController } from './queries/duties.controller.js';
import { CircularController } from './queries/circular.controller.js';
import { CampaignsController } from './queries/campaigns.controller.js';
import { ExplainController } from './queries/explain.controller.js';
import { NoticesController } from './queries/notices.controller.js';
import { CampaignListsController } from './queries/campaign-lists.controller.js';
import { BlanksController } from './imports/blanks.controller.js';
import { Imports } from './imports/imports.js';
import { ImportsController } from './imports/imports.controller.js';
import { RegisterFileController } from './imports/register-file.controller.js';
import { ChangesController } from './queries/changes.controller.js';
import { EvaluationsController } from './queries/evaluations.controller.js';
import { FederationsController } from './queries/federations.controller.js';
import { HealthController } from './queries/health.controller.js';
import { HomeController } from './queries/home.controller.js';
import { OutboxController, OutboxPageController } from './queries/outbox.controller.js';
import { PlanController } from './queries/plan.controller.js';
import { ProblemsController } from './queries/problems.controller.js';
import { QuestionsController } from './queries/questions.controller.js';
import { SamplesController } from './queries/samples.controller.js';
import { ScenarioRemindersController } from './queries/scenario-reminders.controller.js';
import { UnionsController } from './queries/unions.controller.js';

/** HTTP in, views and changes out. No rule stands here. */
@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [
    ...commandGroups.map(commandController),
    EvidenceController,
    BlanksController,
    ImportsController,
    RegisterFileController,
    CampaignsController,
    ExplainController,
    PlanController,
    ScenarioRemindersController,
    NoticesController,
    CallUpScopeController,
    CampaignProposalsController,
    EvaluationsController,
    UnionsController,
    FederationsController,
    QuestionsController,
    SamplesController,
    AllotmentsController,
    BoardsController,
    CampaignListsController,
    DutiesController,
    AdoptionsController,
    CircularController,
    ChangesController,
    HealthController,
    HomeController,
    OutboxController,
    OutboxPageController,
    AnswerController,
    ProblemsController,
  ],
  providers: [HandInHandler, Imports],
})
export class ApiModule {}
