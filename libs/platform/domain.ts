import { nodeHashing } from '#adapters/node-crypto';
import { assignDuties, callUp, campaignDeciders, campaignEvents, campaignFacts, leadUnits } from '#campaign';
import { allotmentDecider, allotmentEvents, CertificateClaimed, certificateDecider, evaluation, evaluationEvents, evaluationFacts, releasePlaces, titlesAsHonours } from '#evaluation';
import { canonicalJson, catalogue, LogFounded, type AnyDecider, type Policy } from '#kernel';
import { reminderDeciders, reminderEvents } from '#reminders';
import { registerDeciders, registerEvents, registerFacts } from '#register';
import { rulesDeciders, rulesEvents, rulesFacts } from '#rules';
import { catalogueDocument } from './catalogue-document.js';
import type { FactTable } from './fact-sources.js';
import { languages, textPattern } from './texts.js';

/** Every kind of event the program knows. */
export const domainCatalogue = catalogue(LogFounded, ...registerEvents, ...rulesEvents, ...campaignEvents, ...evaluationEvents, ...allotmentEvents, CertificateClaimed, ...reminderEvents);

/** Every decider; each owns the streams of its category. */
export const domainDeciders: readonly AnyDecider[] = [...registerDeciders, ...rulesDeciders, ...campaignDeciders, evaluation, allotmentDecider, certificateDecider, ...reminderDeciders];

/** docs/event-catalogue.md, as it should read. */
export const eventCatalogue = (): string =>
  catalogueDocument({ types: domainCatalogue.types, deciders: domainDeciders, textOf: (type) => languages.map((language) => textPattern(language, `event.${type}`).replaceAll(/\{[\w.]+\|[^|{}]*\|([^|{}]*)\}/g, '$1').replaceAll(/\{\w+:/g, '{')) });

/** docs/events.schema.json, as it should read: the JSON Schema of each event's data, one line an event, with the number it has in the log. */
export const eventSchemas = (): string =>
  `{\n${domainCatalogue.types.map(({ type, schema, schemaNumber }) => `  ${JSON.stringify(type)}: ${JSON.stringify({ number: schemaNumber, data: schema })}`).join(',\n')}\n}\n`;

/** Every policy. */
export const domainPolicies: readonly Policy[] = [callUp, assignDuties, leadUnits, titlesAsHonours, releasePlaces];

/** Facts that are the folded state of a stream. */
export const domainFacts: FactTable = { ...registerFacts, ...rulesFacts, ...campaignFacts, ...evaluationFacts };

/** The digest by which a rule set is pinned. */
export function ruleSetDigest(ruleSet: unknown): string {
  return nodeHashing.sha256(canonicalJson(ruleSet));
}
