import { isPublic } from './index.js';

describe('an address', () => {
  it.each(['8.8.8.8', '223.5.5.5', '2400:3200::1', '2606:4700:4700::1111', '2001:2:1::1', '2001:20::1', '3fff:1000::1'])('%s is public', (address) => expect(isPublic(address)).toBe(true));

  it.each(['0.0.0.0', '10.0.0.1', '100.64.1.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'])('%s is not public', (address) =>
    expect(isPublic(address)).toBe(false),
  );

  it.each(['::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '::ffff:0:127.0.0.1', '::ffff:0:a9fe:a9fe', '64:ff9b::a00:1', '2002:7f00:1::', '2001:0:1::', '2001:2::1', '2001:10::1', '2001:1f::1', '3fff::1', '3fff:fff::1', '5f00::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'ff02::1'])('%s is not public either', (address) =>
    expect(isPublic(address)).toBe(false),
  );

  it.each(['', 'localhost', '1.2.3', '0x7f.1'])('%j is none', (address) => expect(isPublic(address)).toBe(false));
});
