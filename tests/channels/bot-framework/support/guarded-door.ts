import { afterAll } from 'vitest';
import { type Answers, type ConnectorStub, type Received, startConnector } from './connector-stub.ts';
import { type Door, type DoorOptions, GUARDED, openDoor, type Posted } from './door.ts';
import { type KeyServer, startKeyServer } from './key-server.ts';

/** A door that takes real turns with the shipped content and asks for real tokens, beside a stand-in connector. */
export interface GuardedDoor extends Pick<Door, 'taken' | 'logged' | 'idle'> {
  readonly connector: ConnectorStub;
  /** Posts a recorded activity as the Bot Framework service would. */
  send(activity: Readonly<Record<string, unknown>>): Promise<Posted>;
  /** What the connector received since the last time this was asked. */
  news(): Received[];
  close(): Promise<void>;
}

/** One key server serves all tests of a file: keys take long to make. */
let keyServer: Promise<KeyServer> | undefined;
afterAll(async () => (await keyServer)?.close());

export async function openGuardedDoor(answers?: Answers, options: DoorOptions = {}): Promise<GuardedDoor> {
  keyServer ??= startKeyServer();
  const keys = await keyServer;
  const connector = await startConnector(answers);
  const door = await openDoor({
    real: true,
    ...options,
    config: { ...GUARDED, botAuthority: keys.url, ...options.config },
  });
  const token = await keys.botFramework({ serviceurl: connector.url });
  let seen = 0;
  return {
    ...door,
    connector,
    send: (activity) => door.post({ ...activity, serviceUrl: connector.url }, { authorization: `Bearer ${token}` }),
    news: () => {
      const fresh = connector.received.slice(seen);
      seen = connector.received.length;
      return fresh;
    },
    close: async () => {
      await door.close();
      await connector.close();
    },
  };
}
