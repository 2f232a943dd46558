import { join } from 'node:path';
import { readCall } from './call.js';
import { repository, startEmbeddedServer } from './embedded-server.js';
import { tableOf, type ViewedEvaluation } from './evaluations.js';
import { HttpClient } from './http-client.js';
import { readScenario } from './read-scenario.js';
import { withEvidenceFiles } from './evidence-files.js';
import { withRuleSet } from './rule-set-step.js';
import { explain, playAndTell, type Output } from './run-scenario.js';
import type { Scenario } from './scenario.js';
import { languageOf, say, type Language } from './wording.js';

/** In the order in which they are played: a whole district first; the last one has the longest history of a single union. */
const files = ['meilan', 'wuhan', 'zhengzhou', 'all-goes-wrong'].map((name) => join(repository, 'test/scenarios', `${name}.yaml`));
const output: Output = { out: (text) => console.log(text), err: (text) => console.error(text) };

process.exitCode = await demo();

/** Plays the cases one after another on one server before the reader's eyes, and leaves it up to be tried, until Ctrl-C (or `--exit`). */
async function demo(): Promise<number> {
  let language = languageOf(process.env);
  try {
    const call = readCall(process.argv.slice(2), process.env, { options: ['lang', 'exit'], files: 0, usage: 'call.demoUsage' });
    language = call.language;
    const scenarios = files.map((file) => withRuleSet(withEvidenceFiles(readScenario(file), file), file));
    const server = await startEmbeddedServer(() => goodbye(call.language));
    const { code, evaluations } = await playAll(scenarios, new HttpClient(server.url, language));
    if (!call.exit) {
      console.log(invitation(server.url, language, evaluations.at(-1)?.id));
      // Its own pipes keep this process alive as long as the server runs.
      return code;
    }
    await server.stop();
    goodbye(language);
    return code;
  } catch (error) {
    console.error(explain(error, language));
    return 2;
  }
}

/** A heading before each, and how all of them ended below. @throws Unreachable */
async function playAll(scenarios: readonly Scenario[], client: HttpClient): Promise<{ readonly code: 0 | 1; readonly evaluations: readonly ViewedEvaluation[] }> {
  const evaluations: ViewedEvaluation[] = [];
  let code: 0 | 1 = 0;
  for (const [index, scenario] of scenarios.entries()) {
    console.log(`${index === 0 ? '' : '\n'}${'═'.repeat(12)} ${say(client.language, 'demo.case', { number: index + 1, of: scenarios.length })} ${'═'.repeat(12)}`);
    const told = await playAndTell(scenario, client, false, output);
    evaluations.push(...told.evaluations);
    if (told.code !== 0) code = 1;
  }
  console.log(`\n${'═'.repeat(12)} ${say(client.language, 'demo.summary')} ${'═'.repeat(12)}\n${tableOf(evaluations, client.language).join('\n')}`);
  return { code, evaluations };
}

function goodbye(language: Language): number {
  console.log(`\n${say(language, 'demo.ended')}`);
  return 0;
}

function invitation(url: string, language: Language, id: string | undefined): string {
  const evaluation = `${url}/v1/evaluations/${id ?? ''}`;
  const tries = [
    [`curl -s ${evaluation}`, 'demo.status'],
    [`curl -s ${evaluation}/timeline`, 'demo.timeline'],
    [`curl -s '${evaluation}/next-steps?asOf=2025-01-16T09:00:00Z'`, 'demo.asOf'],
    [`${url}/outbox`, 'demo.outbox'],
    [`${url}/docs`, 'demo.docs'],
  ] as const;
  return [`\n${say(language, 'demo.ready', { url })}`, say(language, 'demo.try'), ...tries.map(([line, meaning]) => `  ${line}\n      ${say(language, meaning)}`)].join('\n');
}
