import { join } from 'node:path';
import { readCall } from './call.js';
import { repository, startEmbeddedServer } from './embedded-server.js';
import { HttpClient } from './http-client.js';
import { readScenario } from './read-scenario.js';
import { withEvidenceFiles } from './evidence-files.js';
import { withRuleSet } from './rule-set-step.js';
import { explain, playAndTell } from './run-scenario.js';
import { languageOf, say, type Language } from './wording.js';

const file = join(repository, 'test/scenarios/wuhan.yaml');
const evaluation = '/v1/evaluations/centre.2009.1';

process.exitCode = await demo();

/** Plays the Wuhan case before the reader's eyes and leaves the server up to be tried, until Ctrl-C (or `--exit`). */
async function demo(): Promise<number> {
  let language = languageOf(process.env);
  try {
    const call = readCall(process.argv.slice(2), process.env, { options: ['lang', 'exit'], files: 0, usage: 'call.demoUsage' });
    language = call.language;
    const scenario = withRuleSet(withEvidenceFiles(readScenario(file), file), file);
    const server = await startEmbeddedServer(() => goodbye(call.language));
    const code = await playAndTell(scenario, new HttpClient(server.url, language), false, { out: (text) => console.log(text), err: (text) => console.error(text) });
    console.log(invitation(server.url, language));
    // Its own pipes keep this process alive as long as the server runs.
    if (!call.exit) return code;
    await server.stop();
    goodbye(language);
    return code;
  } catch (error) {
    console.error(explain(error, language));
    return 2;
  }
}

function goodbye(language: Language): number {
  console.log(`\n${say(language, 'demo.ended')}`);
  return 0;
}

function invitation(url: string, language: Language): string {
  const tries = [
    [`curl -s ${url}${evaluation}`, 'demo.status'],
    [`curl -s ${url}${evaluation}/timeline`, 'demo.timeline'],
    [`${url}/docs`, 'demo.docs'],
  ] as const;
  return [`\n${say(language, 'demo.ready', { url })}`, say(language, 'demo.try'), ...tries.map(([line, meaning]) => `  ${line}\n      ${say(language, meaning)}`)].join('\n');
}
