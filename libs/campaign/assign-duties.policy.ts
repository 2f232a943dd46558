import { idOf, type Effect, type Policy, type StoredEvent } from '#kernel';
import type { FederationsCalledUp } from './calling-federations.js';

/** Federations called up → each is assigned its duties. */
export const assignDuties: Policy = {
  name: 'assignDuties',
  from: 'start',
  on: {
    FederationsCalledUp: ({ stream, data }: StoredEvent<string, FederationsCalledUp['data']>): readonly Effect[] =>
      data.federations.map(({ id: federation }) => ({ category: 'duty', id: `${federation}.${idOf(stream)}`, command: { type: 'AssignDuties', data: { campaign: idOf(stream), federation } }, begins: true })),
  },
};
