import type { RegisterUnion } from '#register';
import type { Chance } from '#kernel/testing';
import type { Nest, Tree, UnionClass } from './tree.js';
import { words } from './words.js';

/** A union of the made-up country. */
export type UnionSeed = { readonly id: string; readonly data: RegisterUnion['data'] & { readonly members: number } };

/** How many of a hundred unions are of each class, by where they stand. */
const classes: Readonly<Record<Nest['kind'], Readonly<Partial<Record<UnionClass, number>>>>> = {
  town: { privateFirm: 56, jointUnion: 16, socialOrganisation: 5, publicInstitution: 8, stateFirm: 6, government: 9 },
  education: { publicInstitution: 92, privateFirm: 8 },
  direct: { government: 44, publicInstitution: 26, stateFirm: 24, socialOrganisation: 6 },
};
/** Median number of members. */
const median: Readonly<Record<UnionClass, number>> = { government: 60, publicInstitution: 75, stateFirm: 140, privateFirm: 34, socialOrganisation: 18, jointUnion: 160 };

/** All unions of a tree, nest by nest. */
export function unionsOf({ nests }: Tree, chance: Chance): readonly UnionSeed[] {
  const unions: UnionSeed[] = [];
  for (const nest of nests) for (let i = 0; i < nest.unions; i++) unions.push(union(`u${unions.length}`, nest, chance));
  return unions;
}

function union(id: string, { federation, kind, place }: Nest, chance: Chance): UnionSeed {
  const unionClass = chance.weighted(classes[kind] as Record<UnionClass, number>);
  const members = Math.min(5_000, Math.max(3, Math.round(median[unionClass] * Math.exp(chance.normal() * 0.6))));
  const units = unionClass === 'jointUnion' ? { units: chance.whole(3, 40) } : {};
  const founded = chance.whole(1985, 2023);
  return { id, data: { name: nameOf(id, { unionClass, kind, place }, chance), class: unionClass, superior: federation, members, foundedOn: chance.percent(30) ? `${founded}` : `${founded}-${String(chance.whole(1, 12)).padStart(2, '0')}`, ...units } };
}

function nameOf(id: string, { unionClass, kind, place }: { readonly unionClass: UnionClass; readonly kind: Nest['kind']; readonly place: string }, chance: Chance): string {
  const trades = words.trades;
  const trade = chance.of(kind === 'education' ? (unionClass === 'privateFirm' ? trades.privateSchool : trades.school) : trades[unionClass]);
  const number = `第${id.slice(1)}`;
  return unionClass === 'jointUnion' ? `${place}${chance.of(words.brands)}${number}${trade}${words.jointUnionOf}` : `${place}${chance.of(words.brands)}${number}${trade}${words.unionOf}`;
}
