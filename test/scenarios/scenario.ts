import { Type, type Static } from 'typebox';

/** The shape of a scenario file: who did what when, and what must hold then (docs/SCENARIOS.md). */
const closed = { additionalProperties: false } as const;
const word = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' });
const id = Type.String({ pattern: '^[a-z0-9][a-z0-9_]{0,31}$' });
const stream = Type.String({ pattern: '^(federation|union|person|ruleset|campaign|evaluation|duty|adoption)-[a-z0-9][a-z0-9_.]{0,199}$' });
/** A moment with its offset, so that a file means the same on every machine. */
const instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})$' });
const address = Type.String({ pattern: '^/[!-~]{1,300}$' });
const anything = Type.Record(Type.String(), Type.Unknown());
const bilingual = Type.Object({ 'zh-CN': Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, closed);

export const ScenarioActor = Type.Object({ office: word, body: Type.String({ pattern: '^[a-z]{1,20}-[a-z0-9][a-z0-9_.]{0,199}$' }), person: Type.Optional(id), onBehalfOf: Type.Optional(stream), basis: Type.Optional(Type.String({ pattern: '^(telephone|letter|visit|sheet:[0-9a-f]{64})$' })), appointment: Type.Optional(id) }, closed);
export type ScenarioActor = Static<typeof ScenarioActor>;

/** What a command must lead to. Nothing said: that it is recorded. */
export const CommandExpectation = Type.Object(
  {
    /** The kinds of events recorded: one, or all of them in their order. */
    event: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })])),
    /** Codes of warnings, in any order; `[]`: none. */
    warnings: Type.Optional(Type.Array(Type.String())),
    /** The code of the no. */
    refused: Type.Optional(Type.String({ pattern: '^[a-z][a-z-]{0,63}$' })),
    /** Numbers behind the no, as a partial match. */
    details: Type.Optional(anything),
    /** The HTTP status. */
    status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
  },
  closed,
);
export type CommandExpectation = Static<typeof CommandExpectation>;

export const CommandStep = Type.Object(
  {
    at: instant,
    by: Type.String(),
    on: stream,
    do: Type.String({ pattern: '^[A-Z][A-Za-z]{0,63}$' }),
    with: Type.Optional(anything),
    /** Fields of `with` that no source gives; `all`: the whole step. */
    invented: Type.Optional(Type.Union([Type.Literal('all'), Type.Array(Type.String(), { minItems: 1 })])),
    note: Type.Optional(bilingual),
    expect: Type.Optional(CommandExpectation),
  },
  closed,
);
export type CommandStep = Static<typeof CommandStep>;

/** A read whose answer must come to hold within a time: what policies do follows a command, not at once. */
export const AwaitStep = Type.Object(
  { await: Type.Object({ get: address, expect: anything, within: Type.Optional(Type.String({ pattern: '^([1-9]\\d{0,4}ms|[1-9]\\d?s)$' })) }, closed), note: Type.Optional(bilingual) },
  closed,
);
export type AwaitStep = Static<typeof AwaitStep>;

/** What a scenario's made-up population records, all of it at once: who there is, or what the unions do up to an instant. */
export const populating = ['federations', 'unions', 'callUp', 'year'] as const;
export const PopulateStep = Type.Object(
  { populate: Type.Object({ what: Type.Enum([...populating]), by: Type.String(), /** When it is recorded; the year has its own instants, up to this one. */ at: instant }, closed), note: Type.Optional(bilingual) },
  closed,
);
export type PopulateStep = Static<typeof PopulateStep>;

/** One minute of reminders at an instant: what is due is issued, what waits goes to the outbox. */
export const RemindStep = Type.Object({ remind: Type.Object({ at: instant }, closed), note: Type.Optional(bilingual) }, closed);
export type RemindStep = Static<typeof RemindStep>;

/** Who is made up: so many unions below one federation, of whom so many hold the evaluation; the same seed makes the same ones. */
export const PopulationOfScenario = Type.Object(
  {
    unions: Type.Integer({ minimum: 1, maximum: 10_000 }),
    holding: Type.Integer({ minimum: 0, maximum: 10_000 }),
    seed: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    evaluatedYear: Type.Integer({ minimum: 1949, maximum: 2198 }),
    campaign: id,
    root: Type.Object({ id, name: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
  },
  closed,
);
export type PopulationOfScenario = Static<typeof PopulationOfScenario>;

export const FinalRead = Type.Object({ get: address, /** The language of its texts, whatever the play is told in. */ in: Type.Optional(Type.Enum(['zh-CN', 'en'])), expect: anything }, closed);
export type FinalRead = Static<typeof FinalRead>;

/** The file without its steps, which are checked one by one by their own form. */
export const ScenarioHead = Type.Object(
  {
    scenario: id,
    title: Type.Optional(bilingual),
    /** A shipped set by its name, or the path of a file. */
    ruleSet: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    population: Type.Optional(PopulationOfScenario),
    actors: Type.Record(Type.String(), ScenarioActor),
    steps: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 2000 }),
    finally: Type.Optional(Type.Array(FinalRead, { maxItems: 200 })),
  },
  closed,
);

export type ScenarioStep = CommandStep | AwaitStep | PopulateStep | RemindStep;
export type Scenario = Omit<Static<typeof ScenarioHead>, 'steps'> & { readonly steps: readonly ScenarioStep[]; readonly places?: Places };

/** Where a scenario stands: its file, and the line of each step and of each final read. */
export type Places = { readonly file: string; readonly steps: readonly number[]; readonly finally: readonly number[] };

export const isAwait = (step: ScenarioStep): step is AwaitStep => 'await' in step;
export const isPopulate = (step: ScenarioStep): step is PopulateStep => 'populate' in step;
export const isRemind = (step: ScenarioStep): step is RemindStep => 'remind' in step;
export const isCommand = (step: ScenarioStep): step is CommandStep => 'do' in step;
