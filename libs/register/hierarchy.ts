import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decider, type DeepReadonly, type EventOf, type Need, type PartialDate } from '#kernel';
import { startOf, withValue, type Dated } from './dated.js';
import { datesRefused, type DateRefusal } from './dates.js';
import { aboutSuperiors, maxSuperiors } from './federation.js';
import { closed, date, id, name, reason } from './fields.js';
import type { Loop } from './lineage.js';
import { falseAgain, withoutMove, type AgainRefusal, type StandsAgain } from './standing-again.js';
import { askFor, maxPath, pathAbove, superiorNotThere, type SuperiorFacts, type SuperiorRefusal } from './path.js';

/** From that day a federation reports to others: to all of these, and to none but these. */
export type MoveFederation = Command<'MoveFederation', { readonly federation: string; readonly superiors: readonly string[]; readonly on: PartialDate; readonly reason?: string }>;

/** A move that never was, or has the wrong day: it counts no more, and the federation reports again to those before; the right one is recorded anew. */
export type VoidFederationMove = Command<'VoidFederationMove', { readonly federation: string; /** As it was recorded. */ readonly on: PartialDate; readonly reason: string; /** The document that says what is right. */ readonly basis: string }>;

export const FederationMoved = eventType(
  'FederationMoved',
  Type.Object({ federation: id, superiors: Type.Array(id, { maxItems: maxSuperiors }), path: Type.Array(id, { maxItems: maxPath }), on: date, reason: Type.Optional(reason) }, closed),
);
export type FederationMoved = EventOf<typeof FederationMoved>;
export const FederationMoveVoided = eventType('FederationMoveVoided', Type.Object({ federation: id, on: date, reason, basis: name }, closed));
export type FederationMoveVoided = EventOf<typeof FederationMoveVoided>;
export const hierarchyEvents = [FederationMoved, FederationMoveVoided] as const;

export type HierarchyRefusal = SuperiorRefusal | DateRefusal | 'federation-unknown' | 'superior-twice' | 'superiors-too-many' | 'superior-loop' | 'record-unknown' | AgainRefusal;
export const hierarchyRefusals = ['federation-unknown', 'superior-loop'] as const satisfies readonly HierarchyRefusal[];

/** To whom each federation that was ever moved reports, and since when. */
export type Moves = DeepReadonly<{ [federation: string]: Dated<readonly string[]>[] }>;
export type HierarchyFacts = SuperiorFacts & { readonly federation?: { readonly from?: PartialDate; readonly closedOn?: PartialDate; readonly superiors: readonly string[] }; readonly loop?: Loop; readonly standsAgain?: StandsAgain };

/** The one stream of the hierarchy: `hierarchy-main`. */
export const hierarchyId = 'main';

/**
 * Category `hierarchy`: all moves of federations stand in one stream. Whether a move closes a loop depends on the moves of
 * others, and two that are harmless alone may close one together: the second of them finds the stream changed, and is judged again.
 */
export const hierarchyDecider: Decider<MoveFederation | VoidFederationMove, FederationMoved | FederationMoveVoided, Moves, HierarchyFacts, HierarchyRefusal> = {
  category: 'hierarchy',
  initial: {},
  needs: ({ type, data }, moves) => {
    if (type === 'VoidFederationMove') return { standsAgain: { fact: 'standsAgain', of: `move.${data.federation}@${data.on}` } };
    if (data.superiors.length > maxSuperiors) return {};
    const from = startOf(data.on);
    const until = nextMove(moves, data) ?? '';
    const federation: Need = { fact: 'federation', of: data.federation };
    return { federation, loop: { fact: 'loop', of: `${data.federation}<${data.superiors.join('+')}@${from}..${until}` }, ...askFor(data.superiors, from) };
  },
  decide: {
    MoveFederation: ({ data, at }, moves, facts) => {
      const { federation, superiors, on } = data;
      const no = aboutSuperiors(superiors);
      if (no !== undefined) return no;
      if (facts.federation === undefined) return refuse('federation-unknown', { federation });
      const wrong = datesRefused(at, { foundedOn: facts.federation.from, closedOn: facts.federation.closedOn }, [{ field: 'on', date: on }]);
      if (wrong !== undefined) return wrong;
      if (facts.loop !== undefined) return refuse('superior-loop', { federation, through: facts.loop.through, on: facts.loop.on });
      for (const superior of superiors) {
        const refused = superiorNotThere(superior, facts[`superior:${superior}`], { from: startOf(on), until: nextMove(moves, data) });
        if (refused !== undefined) return refused;
      }
      const path = pathAbove(superiors.map((id) => ({ id, path: facts[`superior:${id}`]?.path ?? [] })));
      if (path.length > maxPath) return refuse('path-too-long', { federations: path.length, allowed: maxPath });
      return [FederationMoved.of({ ...data, superiors: [...superiors], path: [...path] })];
    },
    VoidFederationMove: ({ data }, moves, facts) => {
      if (withoutMove(moves[data.federation] ?? [], data.on) === undefined) return refuse('record-unknown', { what: 'superior', entry: data.on });
      return falseAgain(facts.standsAgain, data.on, data.federation) ?? [FederationMoveVoided.of({ ...data })];
    },
  },
  evolve: {
    FederationMoved: (moves, { data }) => ({ ...moves, [data.federation]: withValue(moves[data.federation] ?? [], data.on, data.superiors) }),
    FederationMoveVoided: (moves, { data }) => ({ ...moves, [data.federation]: withoutMove(moves[data.federation] ?? [], data.on) ?? [] }),
  },
};

/** The day of the move after this one; absent: there is none. */
const nextMove = (moves: Moves, { federation, on }: Pick<MoveFederation['data'], 'federation' | 'on'>) => moves[federation]?.map((move) => startOf(move.on)).find((start) => start > startOf(on));

/** To whom a federation reports, and since when: as registered, then as moved. */
export const reportsOf = (registered: readonly string[], moves: readonly Dated<readonly string[]>[] = []): readonly Dated<readonly string[]>[] => [{ on: null, value: registered }, ...moves];
