import { compact, type Vocabulary } from '#sheets';

/** Posts by which a list tells who is in a leading group; people's names stand in streams of their own, and a list puts none there. */
export const postWords: Vocabulary = [
  { key: 'vice_chair', shown: '副主席', spelt: /^(工会)?(常务|专职|兼职)?副主席$/ },
  { key: 'branch_chair', shown: '分会主席', spelt: /^(各)?(工会)?(分|支)会(主席|主任)$/ },
  { key: 'chair', shown: '主席', spelt: /^(基层)?(工会)?主席$/ },
  { key: 'women_chair', shown: '女工委主任', spelt: /^(工会)?女(职)?工委(员会)?主任$/ },
  { key: 'audit_chair', shown: '经审委主任', spelt: /^(工会)?经(费)?审(查)?(委员会|委)?主任$/ },
  { key: 'organisation', shown: '组织委员', spelt: /^(工会)?组织委员$/ },
  { key: 'publicity', shown: '宣传委员', spelt: /^(工会)?(宣传|宣教|文体|宣传教育)委员$/ },
  { key: 'women', shown: '女工委员', spelt: /^(工会)?女(职)?工委员$/ },
  { key: 'committee_member', shown: '委员', spelt: /^(各)?(工会)?(委员会)?委员$/ },
  { key: 'party_secretary', shown: '党组织书记', spelt: /^(同级)?(党组织|党委|党总支|党支部|支部)?(专职)?书记$/ },
  { key: 'manager', shown: '行政负责人', spelt: /^(行政)?(负责人|主要领导|领导|厂长|经理|总经理|校长|院长|局长|主任)$/ },
  { key: 'liaison', shown: '劳动协管员', spelt: /^(劳动)?(协管|联络)员$/ },
  { key: 'representative', shown: '会员代表', spelt: /^(会员|职工)代表$/ },
];

/** What a cell says of a leading group: the posts it names, each once, in its order; and how many parts are none of them, names perhaps. */
export type LeadingGroup = { readonly members: readonly string[]; readonly unread: number };

/** Reads 组长：工会主席；成员：副主席、组织委员. Words for a place in the group, as 组长, stand for nobody and are passed over. */
export function leadingGroupIn(text: string): LeadingGroup {
  const listed = text.replaceAll(/[(（][^)）]*[)）]/g, '').replaceAll(/(副?组长|成员|组员)[:：]?/g, '、');
  const said = listed.split(/[\s、，,；;/和及]+/).map((part) => compact(part).replaceAll(/^\d+\.|等\d*人$/g, '')).filter((part) => part !== '');
  const keys = said.map((part) => postWords.find(({ spelt }) => spelt.test(part))?.key);
  return { members: [...new Set(keys.filter((key) => key !== undefined))], unread: keys.filter((key) => key === undefined).length };
}
