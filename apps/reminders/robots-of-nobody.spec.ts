import { robotsOfNobody } from './robots-of-nobody.js';

describe('robots of nobody', () => {
  it('are those whose name no federation bears, channel by channel', async () => {
    const channels = { wecom: new Map([['street', 'a'], ['stret', 'b']]), dingtalk: new Map([['town', { accessToken: 'c', secret: 'SECd' }]]) };
    expect(await robotsOfNobody(channels, async (federation) => federation === 'street')).toEqual(['wecom stret', 'dingtalk town']);
  });
});
