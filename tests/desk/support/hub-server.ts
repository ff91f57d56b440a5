import { afterAll, onTestFinished, vi } from 'vitest';
import type { Clinic } from '../../../src/content/clinic-schema.ts';
import {
  type Answers,
  type ConnectorStub,
  type Received,
  startConnector,
} from '../../channels/bot-framework/support/connector-stub.ts';
import { type KeyServer, startKeyServer } from '../../channels/bot-framework/support/key-server.ts';
import { CLIENT, TENANT } from '../../channels/bot-framework/support/samples.ts';
import { type DeskServer, startDeskServer, TUESDAY_MORNING } from './desk-server.ts';

/** The whole server behind Azure Bot Service: real tokens, and a stand-in for the channel's connector. */
export interface HubServer extends DeskServer {
  readonly connector: ConnectorStub;
  /** Posts a recorded activity as the service would, and gives the body of the answer. */
  send(activity: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The same without a token; gives the status. */
  sendAsStranger(activity: Readonly<Record<string, unknown>>): Promise<number>;
  /** Line ids of all that was posted to the conversation. */
  lines(): string[];
  /** The hand-off events that were posted. */
  events(): Received['activity'][];
  /** Waits until a line was posted so many times in all. */
  until(line: string, times?: number): Promise<Received>;
}

export const viaHub: Clinic['booking'] = [
  { way: 'person', 'answer-within': 5, hub: 'channel' },
  { way: 'callback' },
  { way: 'phone', number: '+1 508 555 0142' },
];

let keyServer: Promise<KeyServer> | undefined;
let ahead = TUESDAY_MORNING - Date.now();
afterAll(async () => (await keyServer)?.close());

export async function startHubServer(booking = viaHub, answers?: Answers): Promise<HubServer> {
  keyServer ??= startKeyServer(() => Date.now() + ahead);
  const keys = await keyServer;
  const connector = await startConnector(answers);
  onTestFinished(connector.close);
  const environment = { BOT_APP_ID: CLIENT, BOT_TENANT_IDS: TENANT, BOT_AUTHORITY: keys.url };
  const server = await startDeskServer({ booking }, { environment });

  async function post(activity: Readonly<Record<string, unknown>>, token: string | null): Promise<Response> {
    return fetch(`${server.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ ...activity, serviceUrl: connector.url }),
    });
  }
  const linesOf = ({ activity }: Received): string[] => activity.channelData?.plumbline?.lines ?? [];
  return {
    ...server,
    connector,
    send: async (activity) => {
      ahead = server.now() - Date.now();
      const response = await post(activity, await keys.botFramework({ serviceurl: connector.url }));
      const body = await response.text();
      if (!response.ok) throw new Error(`answered ${response.status}: ${body}`);
      return body === '' ? null : JSON.parse(body);
    },
    sendAsStranger: async (activity) => (await post(activity, null)).status,
    lines: () => connector.received.flatMap(linesOf),
    events: () => connector.received.map(({ activity }) => activity).filter(({ type }) => type === 'event'),
    until: (line, times = 1) =>
      vi.waitFor(
        () => {
          const found = connector.received.filter((received) => linesOf(received).includes(line));
          const last = found.at(-1);
          if (!last || found.length < times)
            throw new Error(`waits for ${line}; came: ${connector.received.flatMap(linesOf).join(', ')}`);
          return last;
        },
        { timeout: 20_000, interval: 5 },
      ),
  };
}
