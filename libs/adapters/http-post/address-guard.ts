import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that are not of the public internet: a webhook that names one could make the server knock on its neighbours. */
const closed = new BlockList();
const blocks = [
  // This host, private networks, carrier-grade NAT, loopback, link-local (metadata of clouds), protocol assignments, documentation, benchmarks, multicast, reserved.
  ['ipv4', '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4'],
  // Unspecified and loopback, IPv4 inside IPv6 (compatible, translated, NAT64, Teredo, 6to4), discard, benchmarks, ORCHID, documentation, segment routing, unique local, link-local, site-local, multicast.
  ['ipv6', '::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/32 2001:2::/48 2001:10::/28 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8'],
] as const;
for (const [family, nets] of blocks) {
  for (const net of nets.split(' ')) {
    const [address = '', bits] = net.split('/');
    closed.addSubnet(address, Number(bits), family);
  }
}

/** Whether an address is of the public internet. IPv4 written as IPv6 (`::ffff:10.0.0.1`) is judged as IPv4. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !closed.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** The name leads to an address that may not be knocked at. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Resolves names, and refuses all answers if one of them is not public. The connection goes to the very address that was judged, so
 * a name that resolves to another one a moment later gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = found as LookupAddress[] | undefined;
    if (error !== null) return callback(error, '', 0);
    const [first] = addresses ?? [];
    if (first === undefined || addresses?.some(({ address }) => !isPublic(address)) === true) return callback(new AddressRefused(`${hostname} is not on the public internet`), '', 0);
    if (options.all === true) return callback(null, addresses ?? []);
    return callback(null, first.address, first.family);
  });
};
