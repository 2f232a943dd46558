import { leadingGroupIn, postWords } from './leading-group.js';

describe('who a list says is in a leading group', () => {
  it.each([
    ['工会主席', ['chair'], 0],
    ['主席、副主席、组织委员、宣传委员、女工委员', ['chair', 'vice_chair', 'organisation', 'publicity', 'women'], 0],
    ['组长：工会主席；副组长：常务副主席；成员：经费审查委员会主任、女职工委员会主任，分会主席', ['chair', 'vice_chair', 'audit_chair', 'women_chair', 'branch_chair'], 0],
    ['党支部书记 工会主席（组长）\n总经理/会员代表', ['party_secretary', 'chair', 'manager', 'representative'], 0],
    ['主席、主席和副主席', ['chair', 'vice_chair'], 0],
    // People's names are not taken from a list.
    ['王芳（主席）、李四、副主席', ['vice_chair'], 2],
    ['5人', [], 1],
    ['工会主席等5人', ['chair'], 0],
    ['', [], 0],
  ] as const)('%s', (text, members, unread) => expect(leadingGroupIn(text)).toEqual({ members, unread }));

  it('every post is known by the word that is offered for it', () => {
    for (const { key, shown } of postWords) expect([shown, leadingGroupIn(shown)]).toEqual([shown, { members: [key], unread: 0 }]);
  });
});
