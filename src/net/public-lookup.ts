import { lookup } from 'node:dns';
import { BlockList, type LookupFunction } from 'node:net';

/** Two lists: one list would hold every IPv4 address to be `::ffff:…` too. */
const notPublic = { 4: new BlockList(), 6: new BlockList() };
for (const net of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
])
  notPublic[4].addSubnet(...subnet(net), 'ipv4');
for (const net of ['::/96', '::ffff:0:0/96', '64:ff9b::/96', 'fc00::/7', 'fe80::/10', 'ff00::/8'])
  notPublic[6].addSubnet(...subnet(net), 'ipv6');

function subnet(net: string): [string, number] {
  const [address = '', prefix] = net.split('/');
  return [address, Number(prefix)];
}

/** True for addresses of the internet at large: not this machine, its network or its cloud's metadata service. */
export const isPublicAddress = (address: string, family: 4 | 6): boolean =>
  !notPublic[family].check(address, `ipv${family}`);

/** Resolves a name, and fails when any of its addresses is not public: what was checked is what is connected to. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    if (addresses.some(({ address, family }) => !isPublicAddress(address, family === 6 ? 6 : 4)))
      return done(new Error(`${hostname} leads to an address that is not public`), []);
    const [first] = addresses;
    if (options.all) done(null, addresses);
    else done(null, first?.address ?? '', first?.family);
  });
};
