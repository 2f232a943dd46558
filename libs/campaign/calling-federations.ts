import { Type } from 'typebox';
import { dayOf, eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Need, type Refusal, type Step } from '#kernel';
import { maxPath, type Federation } from '#register';
import { ruleSetKey, type RuleSet } from '#rules';
import { maxUnitsCalledUp, type Lineages } from './calling-up.js';
import { aboutUnits, closedRefused, type LeadingRefusal } from './leading.js';
import { CalledFederation, dutiesOf } from './notice.js';
import { EvaluatedYear } from './opening.js';
import type { CampaignState } from './state.js';

/** Every town, street, industrial and directly affiliated union below owes its own plan, check, summary and selection (方案、检查、总结评选): by id, up to 500 at a time. */
export type CallUpFederations = Command<'CallUpFederations', { readonly federations: readonly string[] }>;

/** Who owes duties in a round, and until when. */
export const FederationsCalledUp = eventType(
  'FederationsCalledUp',
  Type.Object({ evaluatedYear: EvaluatedYear, federations: Type.Array(CalledFederation, { minItems: 1, maxItems: maxUnitsCalledUp }) }, { additionalProperties: false }),
);
export type FederationsCalledUp = EventOf<typeof FederationsCalledUp>;

export type CallingFederationsRefusal = LeadingRefusal | 'federation-unknown' | 'federation-closed' | 'federation-not-below' | 'already-called-up' | 'path-too-long';

/** What the register knows of a federation that may be called up. */
type CallableFederation = Federation & { readonly kind?: string; readonly closedOn?: string };
export type CallingFederationsFacts = { readonly [key: `federation:${string}`]: CallableFederation | undefined } & { readonly ruleSet?: RuleSet; readonly lineages?: Lineages };

function aboutTheList({ federations }: CallUpFederations['data'], state: DeepReadonly<CampaignState>): Refusal<CallingFederationsRefusal> | undefined {
  return closedRefused(state) ?? aboutUnits.list(federations) ?? aboutUnits.naming('already-called-up', federations.filter((one) => Object.hasOwn(state.federations, one)));
}

function decide({ data }: CallUpFederations, state: DeepReadonly<CampaignState>, facts: DeepReadonly<CallingFederationsFacts>): Decision<FederationsCalledUp, CallingFederationsRefusal> {
  const refused = aboutTheList(data, state);
  if (refused !== undefined || state.opened === null) return refused ?? refuse('campaign-not-open');
  const { federation, evaluatedYear, duties } = state.opened;
  const due = { ...dutiesOf(facts.ruleSet, evaluatedYear), ...duties };
  const found = data.federations.map((one) => ({ id: one, fact: facts[`federation:${one}`], path: facts.lineages?.[one]?.path ?? [] }));
  const [unknown] = found.filter(({ fact }) => fact === undefined);
  if (unknown !== undefined) return refuse('federation-unknown', { federation: unknown.id });
  const no =
    aboutUnits.naming('federation-closed', found.filter(({ fact }) => fact?.closedOn !== undefined).map((one) => one.id)) ??
    aboutUnits.naming('federation-not-below', found.filter(({ path }) => !path.includes(federation)).map((one) => one.id));
  if (no !== undefined) return no;
  const deep = found.find(({ path }) => path.length > maxPath);
  if (deep !== undefined) return refuse('path-too-long', { federations: deep.path.length, allowed: maxPath });
  const federations = found.flatMap(({ id: called, fact, path }) =>
    fact === undefined ? [] : [{ id: called, name: fact.name, line: fact.line, ...(fact.kind === undefined ? {} : { kind: fact.kind }), path: [...path], due }],
  );
  return [FederationsCalledUp.of({ evaluatedYear, federations })];
}

export const callingFederations: Step<CallUpFederations, FederationsCalledUp, CampaignState, CallingFederationsFacts, CallingFederationsRefusal> = {
  needs: {
    CallUpFederations: ({ data, at }, state) =>
      state.opened === null || aboutTheList(data, state) !== undefined
        ? {}
        : {
            ruleSet: { fact: 'ruleSet', of: ruleSetKey(state.opened.ruleSet) },
            lineages: { fact: 'lineages', of: `federation.${data.federations.join('+')}@${dayOf(at)}` },
            ...Object.fromEntries(data.federations.map((one): [string, Need] => [`federation:${one}`, { fact: 'federation', of: one }])),
          },
  },
  decide: { CallUpFederations: decide },
  evolve: {
    FederationsCalledUp: (state, { data }) => ({ ...state, federations: { ...state.federations, ...Object.fromEntries(data.federations.map(({ id: called, ...rest }) => [called, rest])) } }),
  },
};
