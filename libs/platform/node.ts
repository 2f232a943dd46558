import { randomUUID } from 'node:crypto';
import { calendarWith, NoticeFault, type StateCalendar } from '#adapters/calendar';
import { nodeHashing } from '#adapters/node-crypto';
import { Outbox } from '#adapters/outbox';
import { SqliteVault } from '#adapters/sqlite';
import { drawOf, drawSample } from '#campaign';
import { CommandHandling, foundLog, type Catalogue, type EventLog, type Fact, type Hashing, type Instant, type PolicyCheckpoints } from '#kernel';
import type { Channel, QueueHealth } from '#reminders';
import { AnswerLinks } from './answer-links.js';
import { circularFigures } from './circular-figures.js';
import { clockOf, type Clock } from './clock.js';
import { ConfigProblem } from './config-problem.js';
import { host, type Config } from './config.js';
import { placeOfDamage } from './damage.js';
import { domainCatalogue, domainFacts } from './domain.js';
import { entryFact, foldedFacts } from './fact-sources.js';
import { registerFactsOf } from './register-facts.js';
import type { EvidenceHealth } from './evidence-watch.js';
import { openChannels } from './open-channels.js';
import { openEvidence, storedEvidence, type Evidences } from './open-evidence.js';
import { openEvaluations } from './open-evaluations.js';
import { openLog, type LogHealth } from './open-log.js';
import { openViews, refuseVanishedLog, type ViewReaders } from './open-views.js';
import { problem } from './problem.js';
import type { ProjectorState } from './projector.js';

/** Nest's token for the {@link Node}. */
export const NODE = Symbol('node');

export type Health = { readonly ready: boolean; readonly log: LogHealth & { readonly logId: string }; readonly views: ProjectorState; readonly evidence: EvidenceHealth; readonly queue?: QueueHealth | { readonly needed: false } };

/** What other parts of the process say of themselves; each is told where it runs. */
export type HealthBeside = { queue?: () => Promise<NonNullable<Health['queue']>> };

/** What one minute of reminders by a scenario's clock came to: how many notices were issued, how many went out, and the position of the log after it. */
export type Reminded = { readonly at: Instant; readonly issued: number; readonly delivered: number; readonly position: string };

/** In a scenario, whoever reminds in this process puts here how it is asked for a minute of it. */
export type RemindedByScenario = { look?: (at: Instant) => Promise<Reminded> };

/** One process's hold on log and views: what every app is given. */
export type Node = {
  readonly config: Config;
  readonly clock: Clock;
  readonly hashing: Hashing;
  readonly catalogue: Catalogue;
  readonly log: EventLog;
  readonly checkpoints: PolicyCheckpoints;
  /** Files that events name. */
  readonly evidence: Evidences;
  /** The messages of the channel that needs nobody. */
  readonly outbox: Outbox;
  /** The channels of this configuration, opened at the first need of them. */
  readonly channels: () => Promise<ReadonlyMap<string, Channel>>;
  /** Links by which whoever was told answers. */
  readonly links: AnswerLinks;
  /** The only way to have something recorded. */
  readonly commands: CommandHandling;
  /** What is read from views, a reader each. */
  readonly views: ViewReaders;
  /** The state's calendar, for reads; rules get it as a fact. */
  readonly calendar: () => StateCalendar['calendar'];
  /** Resolves when the views are known to fit the log: whoever serves waits for it. @throws LogShortened */
  readonly opened: Promise<void>;
  readonly health: () => Promise<Health>;
  /** Whoever runs beside log and views puts here how it is. */
  readonly healthBeside: HealthBeside;
  readonly remindedByScenario: RemindedByScenario;
  /** To be asked before something is served that is not read from the log itself. @throws Problem `log-damaged` once damage was found */
  readonly refuseDamaged: () => void;
  readonly close: () => Promise<void>;
};

/** Opens log and views as the configuration says. @throws what the adapters throw: locked, damaged, unavailable. */
export async function openNode(config: Config): Promise<Node> {
  const opened = await openLog(config);
  const { log, checkpoints } = opened;
  try {
    const calendar = knownCalendar(config);
    await refuseVanishedLog(config, log);
    const evidence = await openEvidence(config, log);
    const logId = await foundLog(log, { logId: randomUUID(), at: new Date().toISOString() });
    const views = openViews(config, opened, logId);
    const commands: CommandHandling = new CommandHandling({
      log,
      catalogue: domainCatalogue,
      hashing: nodeHashing,
      facts: {
        ...foldedFacts(() => commands, domainFacts),
        ...registerFactsOf(() => commands, views.readers, { log, hashing: nodeHashing }),
        calendar: () => ({ value: calendar.calendar, source: calendar.source }),
        evidence: storedEvidence(evidence),
        entry: entryFact(log),
        draw: drawFact,
        openEvaluations: openEvaluations(views.readers.evaluations, log),
        circularFigures: circularFigures({ views: views.readers, log, hashing: nodeHashing }),
      },
    });
    // What is served comes first; a start that fails has its own words for it.
    void views.opened.then(() => evidence.watch.start(), () => {});
    const beside: HealthBeside = {};
    const { vault, links } = openLinks(config);
    const outbox = new Outbox(config.outboxDir);
    let channels: ReturnType<Node['channels']> | undefined;
    return {
      config,
      clock: clockOf(config.clock),
      hashing: nodeHashing,
      catalogue: domainCatalogue,
      log,
      checkpoints,
      evidence,
      outbox,
      channels: () => (channels ??= openChannels(config.channels, outbox)),
      links,
      commands,
      views: views.readers,
      opened: views.opened,
      calendar: () => calendar.calendar,
      health: async () => {
        const [ofLog, ofViews] = [opened.health(), views.state()];
        // A view that is being built anew serves its old version, unless there is none.
        const serving = await Promise.all(Object.values(views.readers).map((reader) => reader.state())).then(() => true, () => false);
        return { ready: !ofLog.damaged && ofLog.writable !== false && serving && ofViews.status !== 'failed', log: { ...ofLog, logId }, views: ofViews, evidence: evidence.watch.health, ...(beside.queue === undefined ? {} : { queue: await beside.queue() }) };
      },
      healthBeside: beside,
      remindedByScenario: {},
      refuseDamaged: () => {
        const damage = opened.damage();
        if (damage !== undefined) throw problem('log-damaged', placeOfDamage(damage));
      },
      close: async () => {
        await evidence.watch.close();
        vault.close();
        await views.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** The links of messages, with the vault that keeps their key: opened when the first is made or asked for. */
function openLinks({ vaultDir, publicUrl, port }: Config) {
  let open: SqliteVault | undefined;
  const links = new AnswerLinks({ vault: () => (open ??= SqliteVault.open(vaultDir)), publicUrl });
  if (port !== 0) links.servedAt(`http://${host}:${port}`);
  return { links, vault: { close: () => open?.close() } };
}

/** The fact `draw`: a sample, made from all that it depends on; its source is the list that was drawn from. */
function drawFact(of: string): Fact {
  const value = drawSample(drawOf(of), nodeHashing.sha256);
  return { value, source: value.drawnFrom.digest };
}

/** The fact `calendar`: the state's working days, by `cn`, with the notices an office has added. @throws ConfigProblem naming file and line */
export function knownCalendar({ calendarDir }: Config): StateCalendar {
  try {
    return calendarWith(calendarDir);
  } catch (error) {
    throw error instanceof NoticeFault ? new ConfigProblem(`CALENDAR_DIR: ${error.message}`) : error;
  }
}
