import { boardLines } from './board-lines.js';
import { BadCall, readCall, type Call } from './call.js';
import { documentOf } from './document.js';
import { ServerFailed, startEmbeddedServer } from './embedded-server.js';
import { AnotherServer, HttpClient, RealTime, Unreachable } from './http-client.js';
import { play, type Played } from './play.js';
import { failureOf, StepPrinter } from './print.js';
import { BadScenario, readScenario } from './read-scenario.js';
import { withEvidenceFiles } from './evidence-files.js';
import { reminderLines } from './reminder-lines.js';
import { withRuleSet } from './rule-set-step.js';
import { isAwait, isPopulate, isRemind, type Scenario, type ScenarioStep } from './scenario.js';
import { lastOf, linesOf, viewEvaluations, type ViewedEvaluation } from './evaluations.js';
import { languageOf, say, type Language } from './wording.js';

/** Where a program writes: lines for people and documents for programs, apart. */
export type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };

/**
 * `FILE [--json] [--lang zh-CN|en] [--url http://127.0.0.1:PORT]`: plays a scenario against that server, or against a
 * fresh one of its own. Exit code 0: all expectations met, 1: one was not, 2: the file, the call or the server is no good.
 */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv, output: Output): Promise<number> {
  let language = languageOf(env);
  try {
    const call = readCall(args, env, { options: ['json', 'lang', 'url'], files: 1, usage: 'call.usage' });
    language = call.language;
    const file = call.file ?? '';
    return await runOn(withRuleSet(withEvidenceFiles(readScenario(file), file), file), call, output);
  } catch (error) {
    output.err(explain(error, language));
    return 2;
  }
}

async function runOn(scenario: Scenario, call: Call, output: Output): Promise<number> {
  if (call.url !== undefined) return (await playAndTell(scenario, new HttpClient(call.url, call.language), call.json, output)).code;
  const server = await startEmbeddedServer();
  try {
    return (await playAndTell(scenario, new HttpClient(server.url, call.language), call.json, output)).code;
  } finally {
    await server.stop();
  }
}

/** The exit code, and the evaluations as they stand at the end. */
export type Told = { readonly code: 0 | 1; readonly evaluations: readonly ViewedEvaluation[] };

/** Plays, tells each step as it is recorded and then how the evaluations stand. @throws Unreachable */
export async function playAndTell(scenario: Scenario, client: HttpClient, json: boolean, output: Output): Promise<Told> {
  const printer = new StepPrinter(scenario, client.language);
  const tell = json ? () => {} : output.out;
  tell(printer.head());
  const played = await play(scenario, client, (step) => tell(printer.line(step)));
  const evaluations = await viewEvaluations(played, client);
  tell(printer.legend());
  if (scenario.population !== undefined) tell((await boardLines(scenario.population, client, lastOf(played))).join('\n'));
  if (scenario.population !== undefined) tell((await reminderLines(scenario.population, client, played)).join('\n'));
  for (const evaluation of evaluations) tell(linesOf(evaluation, client.language).join('\n'));
  for (const failure of failuresOf(scenario, played, client.language)) output.err(failure);
  if (json) output.out(JSON.stringify(documentOf(scenario, played, evaluations), undefined, 2));
  else tell(say(client.language, played.held ? 'run.held' : 'run.failed', { steps: played.steps.length, reads: played.finally.length }));
  return { code: played.held ? 0 : 1, evaluations };
}

/** Failed steps (their lines are told as they happen, but not with `--json`) and failed reads, each with where it stands in the file. */
function failuresOf({ places }: Scenario, { steps, finally: reads }: Played, language: Language): readonly string[] {
  const at = (where: string, line: number | undefined) => (places === undefined || line === undefined ? where : say(language, 'print.place', { where, file: places.file, line }));
  return [
    ...steps.flatMap(({ number, step, differences }) =>
      differences.length === 0 ? [] : [failureOf(language, at(say(language, 'print.step', { number, do: nameOf(step) }), places?.steps[number - 1]), differences)],
    ),
    ...reads.flatMap(({ get, differences }, index) => (differences.length === 0 ? [] : [failureOf(language, at(`GET ${get}`, places?.finally[index]), differences)])),
  ];
}

/** What went wrong, for whoever called. */
export function explain(error: unknown, language: Language): string {
  if (error instanceof BadCall) return error.message;
  if (error instanceof BadScenario) {
    return error.faults.map((fault) => say(language, 'fault.line', { file: fault.file ?? error.file, line: fault.line, path: fault.path, fault: say(language, `fault.${fault.rule}`, fault) })).join('\n');
  }
  if (error instanceof Unreachable) return say(language, 'run.unreachable', { url: error.url, reason: error.message });
  if (error instanceof RealTime) return say(language, 'run.realTime', { url: error.message });
  if (error instanceof AnotherServer) return say(language, 'run.anotherServer', { url: error.message });
  if (error instanceof ServerFailed) return say(language, 'run.serverFailed', { reason: error.message });
  throw error;
}

/** What a step is called where it failed. */
const nameOf = (step: ScenarioStep): string => (isAwait(step) ? step.await.get : isPopulate(step) ? `populate ${step.populate.what}` : isRemind(step) ? 'remind' : step.do);
