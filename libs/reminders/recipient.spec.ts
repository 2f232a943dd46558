import { reminderDefaults } from '#rules';
import { levelsOf, recipientId, toldAt, type Recipient } from './recipient.js';
import { aRow } from './testing/a-row.js';

const after = reminderDefaults.escalateAfter;
const names = (levels: readonly { readonly recipient: Recipient }[]) => levels.map(({ recipient }) => recipientId(recipient));
const told = (overdue: number, canReach: (recipient: Recipient) => boolean = () => true) => names(toldAt(levelsOf(aRow(), 'district', after), overdue, canReach));

describe('escalation', () => {
  it('goes from the chair by the Party organisation and the street to the federation of the campaign, where it stops', () => {
    expect(levelsOf(aRow(), 'district', after)).toEqual([
      { recipient: { kind: 'chair', id: 'market' }, level: 'owner', after: Number.NEGATIVE_INFINITY },
      { recipient: { kind: 'party', id: 'market' }, level: 'party', after: 3 },
      { recipient: { kind: 'federation', id: 'street' }, level: 'superior', after: 5 },
      { recipient: { kind: 'federation', id: 'district' }, level: 'issuer', after: 10 },
    ]);
  });

  it('tells one level more after so many working days', () => {
    expect(told(-5)).toEqual(['chair.market']);
    expect(told(2)).toEqual(['chair.market']);
    expect(told(3)).toEqual(['chair.market', 'party.market']);
    expect(told(5)).toEqual(['chair.market', 'party.market', 'federation.street']);
    expect(told(10)).toEqual(['chair.market', 'party.market', 'federation.street', 'federation.district']);
    expect(told(250)).not.toContain('federation.city');
  });

  it('tells the next above at once where nobody below can be reached; a copy to the Party organisation is not enough', () => {
    const federations = ({ kind }: Recipient) => kind === 'federation';
    expect(told(-5, federations)).toEqual(['federation.street']);
    expect(told(-5, ({ id }) => id === 'district')).toEqual(['federation.district']);
    expect(told(4, ({ kind }) => kind !== 'chair')).toEqual(['party.market', 'federation.street']);
    expect(told(4, () => false)).toEqual([]);
  });

  it('of what a federation owes begins with itself', () => {
    const visit = aRow({ owner: { kind: 'federation', id: 'street' }, step: 'recordVisit' });
    expect(names(levelsOf(visit, 'district', after))).toEqual(['federation.street', 'federation.district']);
    const check = aRow({ unit: { kind: 'federation', id: 'street', name: '街道总工会' }, owner: { kind: 'federation', id: 'street' }, superiors: ['district', 'city'], step: 'check' });
    expect(names(levelsOf(check, 'district', after))).toEqual(['federation.street', 'federation.district']);
    expect(names(levelsOf({ ...check, owner: { kind: 'federation', id: 'district' }, superiors: ['city'] }, 'district', after))).toEqual(['federation.district', 'federation.city']);
  });
});
