import { readFileSync } from 'node:fs';

type Words = {
  readonly [list in 'places' | 'brands' | 'numerals' | 'progressTexts' | 'boards' | 'problems' | 'measures' | 'results']: readonly string[];
} & { readonly [word in 'unionOf' | 'jointUnionOf' | 'nation' | 'city' | 'district' | 'street' | 'town' | 'educationUnion' | 'planTitle']: string } & {
  readonly papers: Readonly<Record<'plan' | 'check' | 'recommendation' | 'summary', string>>;
  readonly trades: Readonly<Record<'privateFirm' | 'stateFirm' | 'government' | 'publicInstitution' | 'socialOrganisation' | 'jointUnion' | 'school' | 'privateSchool', readonly string[]>>;
};

/** What made-up unions are called and write, from the resource file. */
export const words = JSON.parse(readFileSync(new URL('words.json', import.meta.url), 'utf8')) as Words;
