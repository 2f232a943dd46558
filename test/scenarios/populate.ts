import { federationWishes, callUpWishes, inOrder, unionWishes, yearWishes, officerOf, type Wish } from '../population/wishes.js';
import { populationOf, type Population } from '../population/population.js';
import { dutyWishes } from '../population/duties.js';
import { readRuleSet } from '#adapters/rule-files';
import type { Difference } from './expectations.js';
import { actorHeader, requestOf, type Answer, type HttpClient } from './http-client.js';
import { ruleSetPath } from './rule-set-step.js';
import type { PopulateStep, Scenario } from './scenario.js';

/** What became of one step that records many things. */
export type Populated = { readonly answer: Answer; readonly differences: readonly Difference[] };

/** Posts under way at once. */
const lanes = 32;
/** How long what a policy does may take to follow. */
const policyWithinMs = 90_000;
const askedAgainMs = 50;

/** Plays what a scenario's made-up population records. Its years are made once and told in parts, each up to an instant. */
export class Populating {
  readonly #population: Population;
  #year: readonly Wish[] | undefined;
  #told = 0;

  constructor(private readonly scenario: Scenario, private readonly client: HttpClient) {
    if (scenario.population === undefined) throw new Error('the scenario has no population');
    this.#population = populationOf(scenario.population);
  }

  /** Records all of it; the first that is refused is the step's failure. @throws Unreachable */
  async play({ populate: { what, at } }: PopulateStep): Promise<Populated> {
    const instant = new Date(at).toISOString();
    const wishes = this.#wishes(what, instant);
    // Parents come before children, and a campaign's stream is one: those go one after another.
    const width = what === 'federations' || what === 'callUp' ? 1 : lanes;
    const tails = new Map<string, Promise<unknown>>();
    let [next, position, refused] = [0, 0, undefined as { readonly wish: Wish; readonly answer: Answer } | undefined];
    const lane = async () => {
      for (let wish = wishes[next++]; wish !== undefined && refused === undefined; wish = wishes[next++]) {
        const mine = inTurn(tails, wish.on, () => this.#post(wish as Wish));
        const answer = await mine;
        if (answer.status >= 300) refused ??= { wish, answer };
        position = Math.max(position, Number(answer.position ?? 0));
      }
    };
    await Promise.all(Array.from({ length: width }, lane));
    if (refused !== undefined) return { answer: refused.answer, differences: [{ path: `${refused.wish.type} ${refused.wish.on}`, expected: 'recorded', actual: refused.answer.body }] };
    return { answer: { status: 200, body: { recorded: wishes.length }, position: String(position), repeated: false }, differences: [] };
  }

  #wishes(what: PopulateStep['populate']['what'], at: string): readonly Wish[] {
    const { campaign = '', evaluatedYear = 0, seed = 0, root } = this.scenario.population ?? {};
    const told = { by: officerOf(root?.id ?? ''), at };
    // The one district of the population is registered by the scenario itself, by its real name.
    if (what === 'federations') return federationWishes(this.#population, told).filter(({ on }) => on !== `federation-${root?.id}`);
    if (what === 'unions') return unionWishes(this.#population, told);
    if (what === 'callUp') return callUpWishes(this.#population, campaign, told);
    this.#year ??= inOrder([...yearWishes(this.#population, { ruleSet: readRuleSet(ruleSetPath(this.scenario)), evaluatedYear, seed }), ...dutyWishes(this.#population, { campaign, evaluatedYear, seed })]);
    const until = this.#year.findIndex((wish) => wish.at > at);
    const part = this.#year.slice(this.#told, until === -1 ? undefined : until);
    this.#told += part.length;
    return part;
  }

  /** What a policy opens or assigns follows the command that caused it, not at once. */
  async #post(wish: Wish): Promise<Answer> {
    const until = performance.now() + policyWithinMs;
    for (;;) {
      const answer = await this.#postOnce(wish);
      const { code } = (answer.body ?? {}) as { readonly code?: string };
      if ((answer.status !== 404 && code !== 'duties-not-assigned') || performance.now() > until) return answer;
      await new Promise((resolve) => setTimeout(resolve, askedAgainMs));
    }
  }

  #postOnce(wish: Wish): Promise<Answer> {
    const { path, body } = requestOf({ on: wish.on, do: wish.type, with: { ...wish.data } });
    const { office, bodyId: body_, onBehalfOf, basis } = wish.by;
    const actor = actorHeader({ office, body: body_, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), ...(basis === undefined ? {} : { basis }) });
    return this.client.post(path, body, { 'pingjia-actor': actor, 'pingjia-clock': wish.at, 'idempotency-key': `${this.scenario.scenario}.${wish.key}` });
  }
}

/** Tasks of one stream go out one after another, as they were handed in. */
function inTurn<T>(tails: Map<string, Promise<unknown>>, stream: string, task: () => Promise<T>): Promise<T> {
  const mine = (tails.get(stream) ?? Promise.resolve()).then(task);
  tails.set(stream, mine);
  return mine;
}
