import { reminderDefaults } from '#rules';
import { aRuleSetWith } from '#rules/testing';
import { firstBefore, rulesOfRow } from '#reminders';
import { rulesOfCampaign, rulesOfRows } from './campaign-rules.js';

const sets: Readonly<Record<string, object>> = { 'district.1': aRuleSetWith({}), 'street.1': aRuleSetWith({ reminders: { before: [30], everyDays: 2 } }) };
const asked: string[] = [];
const commands = { facts: async ({ ruleSet: { of } }: { ruleSet: { of: string } }) => (asked.push(of), { ruleSet: sets[of] }) };
const nodeWith = (totals: Readonly<Record<string, number>>) => ({ commands, views: { evaluations: { totals: async () => totals } } }) as unknown as Parameters<typeof rulesOfCampaign>[0];
const campaign = { campaign: 'year', federation: 'district', ruleSet: { id: 'district', version: 1, digest: 'd'.repeat(64) } };

describe('the rules of reminders of a campaign', () => {
  it('are those of its rule set, where all are held to it', async () => {
    expect(await rulesOfCampaign(nodeWith({ evaluations: 3, 'rules.street.1': 0 }), campaign)).toEqual(reminderDefaults);
  });

  it('are beside it those of each other set that unions are held to', async () => {
    const rules = await rulesOfCampaign(nodeWith({ evaluations: 3, 'rules.street.1': 2 }), campaign);
    expect([firstBefore(rules), rulesOfRow({ ruleSet: 'street.1' }, rules).everyDays, rulesOfRow({ ruleSet: 'district.1' }, rules).everyDays, rulesOfRow({}, rules).everyDays]).toEqual([30, 2, 1, 1]);
  });

  it('are, of a notice, those of its rows, each read once', async () => {
    asked.length = 0;
    const rules = await rulesOfRows(nodeWith({}).commands, campaign, [{ ruleSet: 'street.1' }, { ruleSet: 'street.1' }, { ruleSet: 'district.1' }, {}]);
    expect(rules.others?.get('street.1')?.before).toEqual([30]);
    expect(asked.toSorted()).toEqual(['district.1', 'street.1']);
  });

  it('are missing where a rule set is', async () => {
    await expect(rulesOfRows(nodeWith({}).commands, campaign, [{ ruleSet: 'moon.1' }])).rejects.toThrow('no rule set moon.1');
  });
});
