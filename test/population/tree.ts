import type { RegisterFederation, RegisterUnion } from '#register';
import type { Chance } from '#kernel/testing';
import { words } from './words.js';

/** A federation of the made-up country, parents before children. */
export type FederationSeed = { readonly id: string; readonly data: RegisterFederation['data'] };
/** A federation to which unions report, and how many. */
export type Nest = { readonly federation: string; readonly kind: 'town' | 'education' | 'direct'; readonly place: string; readonly unions: number };
export type Tree = { readonly root: string; readonly federations: readonly FederationSeed[]; readonly nests: readonly Nest[] };

/** The most unions that one district follows, and one city; beyond, there are several. */
const districtHolds = 1_600;
const cityHolds = 13_000;
/** Of a hundred unions of a district: below towns and streets, below the education union; the others report to it directly. */
const shares = { town: 70, education: 12 };
const unionsOfTown = 90;

/**
 * A tree of realistic fan-out: one district up to 1,600 unions, then a city of districts, then a province of cities, each
 * district with its towns and streets, an education union in the industrial line, and unions of its own. `root` names the
 * district where there is one only.
 */
export function treeOf(unions: number, chance: Chance, root: { readonly id: string; readonly name: string } | undefined = undefined): Tree {
  const federations: FederationSeed[] = [];
  const nests: Nest[] = [];
  const add = (id: string, data: RegisterFederation['data']) => federations.push({ id, data });
  const [cities, districts] = [Math.ceil(unions / cityHolds), Math.ceil(unions / districtHolds)];
  if (cities > 1) {
    add('province', { name: words.nation, line: 'territorial', superiors: [], level: 'province' });
    add('pe', { name: `省${words.educationUnion}`, line: 'industrial', superiors: ['province'], level: 'province' });
  }
  const ofCity = spread(districts, cities);
  const ofDistrict = spread(unions, districts);
  let district = 0;
  for (const [city, count] of ofCity.entries()) {
    const above = cities > 1 ? ['province'] : [];
    const name = placeName(city);
    if (districts > 1) {
      add(`c${city}`, { name: `${name}${words.city}`, line: 'territorial', superiors: above, level: 'city' });
      add(`c${city}e`, { name: `${name}市${words.educationUnion}`, line: 'industrial', superiors: cities > 1 ? [`c${city}`, 'pe'] : [`c${city}`], level: 'city' });
    }
    for (let i = 0; i < count; i++, district++) addDistrict(districts > 1 ? `d${district}` : (root?.id ?? 'd0'), { name: districts > 1 ? `${name}${placeName(i)}` : name, above: districts > 1 ? `c${city}` : undefined, unions: ofDistrict[district] ?? 0 });
  }
  return { root: cities > 1 ? 'province' : districts > 1 ? 'c0' : (root?.id ?? 'd0'), federations, nests };

  function addDistrict(id: string, { name, above, unions }: { readonly name: string; readonly above: string | undefined; readonly unions: number }): void {
    add(id, { name: id === root?.id ? root.name : `${name}${words.district}`, line: 'territorial', superiors: above === undefined ? [] : [above], level: 'district' });
    const [inTowns, inEducation] = [Math.round((unions * shares.town) / 100), Math.round((unions * shares.education) / 100)];
    const towns = Math.max(1, Math.round(inTowns / unionsOfTown));
    // Towns differ in size: one of a hundred unions stands beside one of forty.
    const weights = Array.from({ length: towns }, () => chance.whole(40, 100));
    for (const [town, count] of byWeight(inTowns, weights).entries()) {
      const place = placeName(town);
      add(`${id}t${town}`, { name: `${name}${place}${town % 4 === 3 ? words.town : words.street}`, line: 'territorial', superiors: [id], level: 'town' });
      nests.push({ federation: `${id}t${town}`, kind: 'town', place: `${name}${place}`, unions: count });
    }
    add(`${id}e`, { name: `${name}区${words.educationUnion}`, line: 'industrial', superiors: above === undefined ? [id] : [id, `${above}e`], level: 'district' });
    nests.push({ federation: `${id}e`, kind: 'education', place: name, unions: inEducation });
    nests.push({ federation: id, kind: 'direct', place: name, unions: unions - inTowns - inEducation });
  }
}

const placeName = (index: number): string => {
  const round = Math.floor(index / words.places.length);
  return `${words.places[index % words.places.length]}${round === 0 ? '' : words.numerals[round - 1] ?? round}`;
};

/** `total` in `parts` as equal as can be. */
const spread = (total: number, parts: number): readonly number[] => Array.from({ length: parts }, (_, part) => Math.floor((total * (part + 1)) / parts) - Math.floor((total * part) / parts));

/** `total` shared out by weight, without a rest. */
function byWeight(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let [seen, given] = [0, 0];
  return weights.map((weight) => {
    seen += weight;
    const upTo = Math.round((total * seen) / sum);
    const own = upTo - given;
    given = upTo;
    return own;
  });
}

export type UnionClass = RegisterUnion['data']['class'];
