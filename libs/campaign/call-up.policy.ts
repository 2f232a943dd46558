import { idOf, type Effect, type Policy, type StoredEvent } from '#kernel';
import { ruleSetKey } from '#rules';
import type { CalledUpUnit } from './called-up-unit.js';
import type { UnitsCalledUp } from './calling-up.js';

/** What opening an evaluation is told: all that its first event must hold, for views get no facts. */
export type OpenEvaluationData = {
  readonly campaign: string;
  readonly union: string;
  readonly unionName: string;
  readonly unionClass: CalledUpUnit['class'];
  readonly units?: number;
  readonly superior: string;
  readonly superiors: readonly string[];
  readonly ruleSet: { readonly id: string; readonly version: number; readonly digest: string };
  readonly evaluatedYear: number;
  readonly run: number;
  readonly firstYear?: boolean;
  readonly makeUp?: boolean;
  readonly foundedOn?: string;
  readonly members?: number;
  readonly forTitle?: boolean;
  readonly industry?: string;
  readonly staff?: number;
  readonly sizeBand?: string;
  readonly cutOff?: string;
  readonly calledUpOn?: string;
  /** Of the campaign, where a federation above holds the union to a stricter one. */
  readonly campaignRuleSet?: { readonly id: string; readonly version: number };
};

/** What a call-up opens; another run follows only a closed or withdrawn one, and a person opens it. */
const firstRun = 1;

/** Units called up → an evaluation opened for each, by the round's rule set or the stricter one that a federation above holds it to. */
export const callUp: Policy = {
  name: 'callUp',
  from: 'start',
  on: {
    UnitsCalledUp: (event: StoredEvent<string, UnitsCalledUp['data']>): readonly Effect[] => event.data.units.map((unit) => openEvaluation(idOf(event.stream), event.data, unit)),
  },
};

function openEvaluation(campaign: string, { evaluatedYear, ruleSet, cutOff, calledUpOn, tightened = [] }: UnitsCalledUp['data'], unit: CalledUpUnit): Effect {
  const { ruleSet: own } = unit;
  const stricter = own === undefined ? undefined : tightened.find((one) => ruleSetKey(one.ruleSet) === ruleSetKey(own))?.ruleSet;
  const data: OpenEvaluationData = {
    campaign,
    union: unit.id,
    unionName: unit.name,
    unionClass: unit.class,
    ...(unit.units === undefined ? {} : { units: unit.units }),
    superior: unit.superior,
    superiors: unit.path,
    ruleSet: stricter ?? ruleSet,
    evaluatedYear,
    run: firstRun,
    ...(unit.firstYear === undefined ? {} : { firstYear: unit.firstYear }),
    ...(unit.makeUp === undefined ? {} : { makeUp: unit.makeUp }),
    ...(unit.foundedOn === undefined ? {} : { foundedOn: unit.foundedOn }),
    ...(unit.members === undefined ? {} : { members: unit.members }),
    ...(unit.forTitle === undefined ? {} : { forTitle: unit.forTitle }),
    ...(unit.industry === undefined ? {} : { industry: unit.industry }),
    ...(unit.staff === undefined ? {} : { staff: unit.staff }),
    ...(unit.sizeBand === undefined ? {} : { sizeBand: unit.sizeBand }),
    ...(cutOff === undefined ? {} : { cutOff }),
    ...(calledUpOn === undefined ? {} : { calledUpOn }),
    ...(stricter === undefined ? {} : { campaignRuleSet: { id: ruleSet.id, version: ruleSet.version } }),
  };
  return { category: 'evaluation', id: `${unit.id}.${evaluatedYear}.${firstRun}`, command: { type: 'OpenEvaluation', data }, begins: true };
}
