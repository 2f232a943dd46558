export { canonicalJson, maxTextCharacters, NotCanonical, type Json } from './vocabulary/canonical-json.js';
export { categoryOf, idOf, idPart, idPattern, isId, isStreamName, streamOf, type StreamName } from './vocabulary/naming.js';
export {
  beginning,
  isRefusal,
  refuse,
  type Actor,
  type BasedOn,
  type Command,
  type DomainEvent,
  type Instant,
  type Metadata,
  type NewEvent,
  type Position,
  type Refusal,
  type Revision,
  type StoredEvent,
} from './vocabulary/message.js';
export { addDays, certainlyAfter, dateOfNumber, dayNumber, dayOf, isPartialDate, isPlainDate, spanOf, type PartialDate, type PlainDate } from './vocabulary/dates.js';
export { join, type AnyDecider, type AnyStep, type Claim, type Decide, type Decider, type Decision, type DeepReadonly, type Evolve, type Given, type Need, type Needs, type Step } from './vocabulary/decider.js';
export { catalogue, eventType, UnknownEvent, type Catalogue, type EventOf, type EventType, type Misfit, type Upcast } from './vocabulary/catalogue.js';
export { columnName, contributionOf, difference, fingerprintOf, groupsOf, maxKeysPerEvent, placesOf, rowFromJson, rowToJson, scopesOf, type AnyView, type Column, type FederationId, type GroupId, type SafeInteger, type Totals, type View } from './vocabulary/view.js';
export { maxEffectsPerEvent, type Effect, type Policy } from './vocabulary/policy.js';
export { assertUndamaged, DamagedEvent, decode, digestOf, encode, parsed, type WrittenEvent } from './vocabulary/codec.js';
export { assertAppendable } from './vocabulary/append-limits.js';
export type { Hashing } from './vocabulary/hashing.port.js';
export {
  AppendUnknown,
  isWrongRevision,
  maxAppendBytes,
  maxPage,
  StoreUnavailable,
  type StoreTrouble,
  type Appended,
  type EventFeed,
  type EventLog,
  type EventReader,
  type EventWriter,
  type PlacedEvent,
  type TypedBatch,
  type WrongRevision,
} from './vocabulary/event-log.port.js';
export {
  evidenceStoreRefusals,
  fileDigest,
  keptTypes,
  type Bytes,
  type Content,
  type EvidenceStore,
  type EvidenceStoreRefusal,
  type FileCondition,
  type ReadFile,
  type Recognise,
  type StoredFile,
} from './vocabulary/evidence.port.js';
export { digestsOf, evidence, evidenceFiles, evidenceIn, evidenceRefusals, sheetOf, withStoredEvidence, type Evidence, type EvidenceFact, type EvidenceRefusal } from './vocabulary/stored-evidence.js';
export { vaultKey, type Kept, type Vault } from './vocabulary/vault.port.js';
export type { PolicyCheckpoints } from './vocabulary/checkpoints.port.js';
export type {
  ListPage,
  Bounds,
  ListQuery,
  Replacement,
  RowChange,
  TotalsChange,
  ViewChange,
  ViewCheckpoint,
  ViewIdentity,
  ViewReader,
  ViewState,
  ViewStore,
  ViewWriter,
} from './vocabulary/view-store.port.js';
export { assertGroups, checkedQuery, isBetween, maxGroupsAtOnce, cursorOf, maxListLimit, maxSearchCharacters, searchTokens, type CheckedQuery, type ListPlace } from './vocabulary/list-query.js';
export { CommandHandling, EventMisfit, maxAttempts, type Engine, type HandleOptions, type Outcome } from './running/handle-command.js';
export { gatherFacts, type Fact, type FactSource, type FactSources } from './running/gather-facts.js';
export { commandKey, evolve, fold, load, nothingFolded, type Folded } from './running/load.js';
export { StateCache } from './running/state-cache.js';
export { foundedLogId, foundLog, LogFounded, logStream } from './running/found-log.js';
export { followTypes } from './running/follow-types.js';
export { replay, type Progress } from './running/replay.js';
export { commandsOf, maxInFlight, runPolicy, type PolicyRun } from './running/run-policy.js';
export { advance, maxRowsPerApply, runViews, type LiveView, type ViewsRun } from './running/run-view.js';
export { readToFold } from './running/fold-pages.js';
export { maxRowsInMemory, rebuildViews, type Rebuild } from './running/rebuild-views.js';
export { identityOf, LogShortened, projectViews, type Projecting } from './running/project-views.js';
export { checkView, recompute, sumOf, type ViewFault, type WholeView } from './running/check-views.js';
export { ViewFold } from './running/fold-view.js';
export { ViewNews } from './running/view-news.js';
