import type { Field, Vocabulary } from '#sheets';

/** What kind of body a federation is, as our own lists write it. */
export const federationKindWords: Vocabulary = [
  { key: 'general', shown: '总工会', spelt: /^(地方)?总工会$/ },
  { key: 'town', shown: '乡镇总工会', spelt: /^乡?镇(总工会|工会)?$/ },
  { key: 'street', shown: '街道总工会', spelt: /^街道(总工会|工会)?$/ },
  { key: 'industrial', shown: '产业工会', spelt: /^产业(工会)?$/ },
  { key: 'bureau', shown: '系统工会', spelt: /^(系统|局)(工会)?$/ },
  { key: 'direct', shown: '直属工会', spelt: /^直属(工会)?$/ },
];

export const lineWords: Vocabulary = [
  { key: 'territorial', shown: '地方', spelt: /^(地方|属地|块)$/ },
  { key: 'industrial', shown: '产业', spelt: /^(产业|行业|条)$/ },
];

export const levelWords: Vocabulary = [
  { key: 'nation', shown: '全国', spelt: /^(全国|国家级?)$/ },
  { key: 'province', shown: '省', spelt: /^省级?$/ },
  { key: 'city', shown: '市', spelt: /^(地|设区的)?市级?$/ },
  { key: 'district', shown: '县（区）', spelt: /^(县|区|县\(区\)|区县|县区)级?$/ },
  { key: 'town', shown: '乡镇（街道）', spelt: /^(乡|镇|乡镇|街道|乡镇\(街道\)|镇街)级?$/ },
];

/** Columns of lists of federations as we write them, or wrote them first; offices have no headings of their own for these, and a 级别 of theirs may be anything. */
export const federationFields: readonly Field[] = [
  { name: 'federationKind', is: { kind: 'word', words: federationKindWords }, headed: [/^上级工会类别$/] },
  { name: 'line', is: { kind: 'word', words: lineWords }, headed: [/^上级工会系统$/] },
  { name: 'level', is: { kind: 'word', words: levelWords }, headed: [/^上级工会级别$/] },
  // Names do not hold this sign.
  { name: 'alsoBelow', is: { kind: 'text', most: 1_800 }, headed: [] },
];

/** Between the names of further superiors. */
export const betweenSuperiors = '；';
export const superiorsIn = (text: string): readonly string[] => text.split(/[;；]/).map((name) => name.trim()).filter((name) => name !== '');
