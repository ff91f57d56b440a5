import { randomUUID } from 'node:crypto';
import express from 'express';
import { clinicSystems } from '../../../src/booking/clinic-systems.ts';
import { startDesk } from '../../../src/booking/start-desk.ts';
import { chatCodeHash } from '../../../src/channels/staff-chat-code.ts';
import { messagesEndpoint } from '../../../src/http/messages-endpoint.ts';
import type { Log } from '../../../src/log.ts';
import { openSqliteStore } from '../../../src/store/sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { takeTurn } from '../../../src/turn/take-turn.ts';
import type { Knowledge } from '../../../src/turn/turn-deps.ts';
import type { VisitorMessage } from '../../../src/turn/visitor-message.ts';
import { shippedKnowledge } from '../../support/knowledge.ts';
import { newVisitor } from '../../support/visitor.ts';
import { GUARDED } from '../bot-framework/support/door.ts';
import type { KeyServer } from '../bot-framework/support/key-server.ts';
import { listen } from '../bot-framework/support/listen.ts';
import { HARBOR } from '../bot-framework/support/told-door.ts';

/** A door that asks for real tokens, with the desk of Harbor Foot & Spine, whose staff are told in their chats; its clock stands. */
export interface NoticeDoor {
  readonly store: Store;
  readonly clock: { now: number };
  /** The messages of which a turn was taken. */
  readonly taken: VisitorMessage[];
  readonly logged: () => string;
  /** Posts an activity as the Bot Framework service would, and gives the status. */
  send(activity: Readonly<Record<string, unknown>>): Promise<number>;
  /** Makes a code for a clinic's notices, as the command does. */
  code(clinicId?: string): Promise<string>;
  /** A visitor of the website asks for a person, after these words. Gives the reference. */
  handOff(words?: string): Promise<string>;
  /** Delivers all that is due `ms` milliseconds from now. */
  deliver(ms?: number): Promise<void>;
  close(): Promise<void>;
}

/** Where staff open requests. */
export const PUBLIC_URL = 'https://chat.harbor.example';

export async function openNoticeDoor(
  file: string,
  { keys, serviceUrl, now }: { readonly keys: KeyServer; readonly serviceUrl: string; readonly now: number },
): Promise<NoticeDoor> {
  const store = await openSqliteStore(file);
  const clock = { now };
  const lines: string[] = [];
  const note = (...said: unknown[]): void => void lines.push(JSON.stringify(said));
  const log = { info: note, warn: note, error: note, debug: note } as unknown as Log;
  const knowledge = toldInChats(shippedKnowledge());
  const clinics = () => knowledge.content.clinics;
  const reach = { allowPrivate: false, allowLoopbackHttp: true };
  const around = { environment: {}, reach, now: () => clock.now, random: () => 0.5, log };
  const turn = { knowledge: () => knowledge, store, now: () => clock.now, log };
  const taken: VisitorMessage[] = [];
  const endpoint = messagesEndpoint({
    turn,
    takeTurn: (message) => {
      taken.push(message);
      return takeTurn(message, turn);
    },
    config: { ...GUARDED, botAppPassword: null, botAuthority: keys.url, defaultClinic: HARBOR },
    send: { timeoutMs: 1_000, firstPauseMs: 5, longestPauseMs: 50 },
  });
  const systems = clinicSystems({ clinics, newId: randomUUID, ...around });
  const { say, staffChat } = endpoint;
  const desk = startDesk({
    ...{ store, systems, clinics, clinic: (id: string) => clinics().get(id), email: null, say, staffChat, ...around },
    publicUrl: () => PUBLIC_URL,
    tell: async () => {},
    every: 3_600_000,
  });
  const server = await listen(express().use('/api/messages', endpoint));
  let count = 0;
  return {
    store,
    clock,
    taken,
    logged: () => lines.join('\n'),
    send: async (activity) => {
      const token = await keys.botFramework({ serviceurl: serviceUrl });
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const body = JSON.stringify({ ...activity, serviceUrl });
      return (await fetch(`${server.url}/api/messages`, { method: 'POST', headers, body })).status;
    },
    code: async (clinicId = HARBOR) => {
      const code = `CODE-${++count}-${clock.now}`;
      await store.keepChatCode({ hash: chatCodeHash(code), clinicId, expiresAt: clock.now + 3_600_000 }, clock.now);
      return code;
    },
    handOff: async (words = 'hello') => {
      const visit = `test/${HARBOR}/${++count}-${clock.now}`;
      const visitor = await newVisitor(HARBOR, { store, knowledge, now: () => clock.now, visit });
      await visitor.writes(words);
      await visitor.writes('can I talk to a person?');
      const { rows } = await store.requests({ clinicIds: [HARBOR], limit: 9, offset: 0 });
      const made = rows.find(({ visitId }) => visitId === visit);
      if (!made) throw new Error('nothing was asked of the clinic');
      return made.reference;
    },
    deliver: async (ms = 0) => {
      clock.now += ms;
      await desk.idle();
    },
    close: async () => {
      await server.close();
      await endpoint.idle();
      await desk.close();
      systems.close();
      await store.close();
    },
  };
}

/** The shipped content, with notices of Harbor Foot & Spine in chats of its staff and nowhere else. */
function toldInChats({ content, ...rest }: Knowledge): Knowledge {
  const clinics = new Map(
    [...content.clinics].map(([id, clinic]) => [
      id,
      id === HARBOR ? { ...clinic, notices: { 'staff-chat': true as const } } : clinic,
    ]),
  );
  return { ...rest, content: { ...content, clinics } };
}
