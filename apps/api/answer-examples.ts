import type { AnswerName } from './answer-schemas.js';
import { campaignExamples } from './campaign-schemas.js';
import { noticeExamples } from './notice-schemas.js';
import { boardExamples } from './board-examples.js';
import { importExamples } from './import-schemas.js';
import { questionExamples } from './question-examples.js';
import { outboxExamples } from './outbox-schemas.js';
import { registerExamples } from './register-schemas.js';

const rate = (m: number, of: string) => ({ n: 49, m, of, formula: 'satisfied+basicallySatisfied' });
const evaluation = {
  id: 'centre.2009.1',
  evaluation: 'centre.2009.1',
  campaign: 'bureau_2009',
  union: 'centre',
  unionName: '建设工程交易中心工会',
  unionClass: 'publicInstitution',
  units: 1,
  superior: 'bureau',
  evaluatedYear: 2009,
  run: 1,
  ruleSet: { id: 'default', version: 1, digest: 'd'.repeat(64) },
  status: 'held',
  statusText: '已评议',
  step: 'publish',
  next: { step: 'reportUpward', office: 'chair', body: 'union-centre' },
  dueOn: '2010-03-17',
  held: { on: '2010-03-03', late: false },
  reportedLate: false,
  result: { round: 1, endorsement: rate(52, 'present'), rates: [rate(50, 'valid'), rate(51, 'returned'), rate(52, 'present'), rate(60, 'entitled')], belowThreshold: false },
  openItems: 0,
  onBehalf: 0,
  openDisputes: 0,
  revision: '9',
};
const by = { kind: 'person', office: 'chair', bodyId: 'union-centre', assurance: 'unverified' };
const meaning = { code: 'counts-inconsistent', status: 422, title: '计票数据矛盾' };

/** One real-looking answer of each kind, for the page that describes the API. */
export const answerExamples: { readonly [A in AnswerName]: object } = {
  Recorded: { stream: 'evaluation-centre.2009.1', revision: '9', position: '31', events: ['ResultPublished'], warnings: [] },
  Unchanged: { stream: 'evaluation-centre.2009.1', unchanged: true },
  Evaluation: evaluation,
  EvaluationPage: { evaluations: [evaluation], next: 'WyIiLGZhbHNlLG51bGwsImNlbnRyZS4yMDA5LjEiXQ' },
  Timeline: {
    events: [{ revision: '1', position: '12', event: 'LeadingGroupFormed', text: '2009-03-09成立建家领导小组，成员2人〔工会主席〕〔此条已更正，见第12条〕', heldOn: '2009-03-09', recordedAt: '2009-03-09T08:00:00.000Z', by, data: { formedOn: '2009-03-09', members: ['chair', 'women'] }, correctedBy: ['12'] }],
  },
  NextSteps: {
    id: 'centre.2009.1',
    status: 'held',
    statusText: '已评议',
    today: '2010-03-05',
    nextSteps: [{ step: 'reportUpward', office: 'chair', body: 'union-centre', dueOn: '2010-03-17', missing: [], workingDaysLeft: 8, overdue: false, text: '请工会主席于2010-03-17前上报评议情况报告。还剩8个工作日。' }],
  },
  Evidence: { id: 'sheet_1', title: '测评计票单', mediaType: 'image/jpeg', bytes: 183_204, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
  ...questionExamples,
  ...boardExamples,
  ...registerExamples,
  ...campaignExamples,
  ...noticeExamples,
  ...outboxExamples,
  ...importExamples,
  Live: { live: true },
  Health: {
    ready: true,
    log: { store: 'sqlite', damaged: false, writable: true, verification: { state: 'done', verified: 31, notes: [] }, logId: '00000000-0000-4000-8000-000000000000' },
    views: { status: 'running', building: [], positions: { evaluationStatus: 31, unions: 31, federations: 31, campaigns: 31 }, errors: {} },
    queue: { reachable: true, backend: 'redis', waiting: 3 },
    evidence: { state: 'checked', position: '31', files: 4, missing: 0, altered: 0, faults: [] },
  },
  ProblemMeaning: meaning,
  ProblemMeanings: { problems: [meaning] },
};
