import { describe, expect, it } from 'vitest';
import { BOT_FRAMEWORK_HOSTS } from '../../../src/channels/bot-framework/door-settings.ts';
import { serviceGuard } from '../../../src/channels/bot-framework/service-url.ts';
import { isPublicAddress, publicLookup } from '../../../src/net/public-lookup.ts';
import { openDoor } from './support/door.ts';
import { activity } from './support/samples.ts';

const allowed = [
  'https://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/uk/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/',
  'https://directline.botframework.com/',
  'https://europe.webchat.botframework.com',
  'https://slack.botframework.com/',
  'https://SLACK.BotFramework.com:443/',
  'https://smba.infra.gcc.teams.microsoft.com/gcc',
];
const forged = [
  'http://169.254.169.254/latest/meta-data/',
  'https://169.254.169.254/',
  'http://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://evil-smba.trafficmanager.net/',
  'https://evilbotframework.com/',
  'https://botframework.com.evil.example/',
  'https://smba.trafficmanager.net@evil.example/',
  'https://user:secret@slack.botframework.com/',
  'https://slack.botframework.com:8443/',
  'https://slack.botframework.com/?to=evil',
  'https://slack.botframework.com/#x',
  'https://rented.blob.core.windows.net/',
  'https://rented.sharepoint.com/',
  'https://evil.example/',
  'https://10.0.0.1/',
  'https://[::1]/',
  'https://[fd00::1]/',
  'https://2130706433/',
  'https://localhost/',
  'file:///etc/passwd',
  'ftp://slack.botframework.com/',
  'javascript:alert(1)',
  'data:text/plain,x',
  '//slack.botframework.com/',
  '/api/messages',
  'slack.botframework.com',
];
const loopback = ['http://localhost:9/', 'http://127.0.0.1:9/', 'http://127.8.8.8/', 'http://[::1]:9/'];
const disguised = [
  'http://127.0.0.1.evil.example/',
  'http://localhost.evil.example/',
  'http://0.0.0.0:9/',
  'http://[::ffff:127.0.0.1]/',
];

describe('replies go', () => {
  const guard = serviceGuard({ serviceHosts: BOT_FRAMEWORK_HOSTS, allowLoopbackServices: false });
  const open = serviceGuard({ serviceHosts: BOT_FRAMEWORK_HOSTS, allowLoopbackServices: true });

  it.each(allowed)('to %s', (url) => expect(guard(url)).toBe(true));
  it.each([...forged, ...loopback, ...disguised])('not to %s', (url) => expect(guard(url)).toBe(false));
  it.each(loopback)('to %s in a test', (url) => expect(open(url)).toBe(true));
  it.each([...forged, ...disguised])('not to %s, even in a test', (url) => expect(open(url)).toBe(false));
});

describe('an activity that names a forged serviceUrl', () => {
  it.each(['expectReplies', undefined])('is refused before its turn (%s)', async (deliveryMode) => {
    const door = await openDoor({ settings: { allowLoopbackServices: false } });
    for (const serviceUrl of [...forged, ...loopback]) {
      const { status, json } = await door.post(activity({ serviceUrl, deliveryMode }));
      expect([serviceUrl, status, json.error.code]).toEqual([serviceUrl, 400, 'ServiceUrlRefused']);
    }
    expect(door.taken).toEqual([]);
    await door.close();
  });

  it('or none at all, when replies must be posted', async () => {
    const door = await openDoor();
    expect((await door.post(activity({ deliveryMode: undefined }))).json.error.message).toBe('serviceUrl is missing');
    await door.close();
  });
});

describe('a listed name', () => {
  const lookUp = (name: string, all: boolean): Promise<unknown[]> =>
    new Promise((resolve) => publicLookup(name, { all }, (error, ...found) => resolve([error?.message, ...found])));

  it('that leads to a private address is not connected to', async () => {
    for (const all of [true, false])
      expect(await lookUp('localhost', all)).toEqual(['localhost leads to an address that is not public', []]);
  });

  it('that leads to a public one is', async () => {
    expect(await lookUp('52.112.0.1', true)).toEqual([undefined, [{ address: '52.112.0.1', family: 4 }]]);
    expect(await lookUp('52.112.0.1', false)).toEqual([undefined, '52.112.0.1', 4]);
  });

  it.each([
    ['127.0.0.1', 4, false],
    ['10.1.2.3', 4, false],
    ['172.31.255.255', 4, false],
    ['192.168.0.1', 4, false],
    ['169.254.169.254', 4, false],
    ['100.64.0.1', 4, false],
    ['0.0.0.0', 4, false],
    ['255.255.255.255', 4, false],
    ['::1', 6, false],
    ['::ffff:10.0.0.1', 6, false],
    ['fe80::1', 6, false],
    ['fd00::1', 6, false],
    ['52.112.0.1', 4, true],
    ['172.32.0.1', 4, true],
    ['2603:1030::1', 6, true],
  ] as const)('%s (IPv%i) is public: %s', (address, family, is) => expect(isPublicAddress(address, family)).toBe(is));
});
