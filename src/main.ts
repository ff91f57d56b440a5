import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { clinicSystems } from './booking/clinic-systems.ts';
import type { Tell } from './booking/settle-request.ts';
import { startDesk } from './booking/start-desk.ts';
import { type Config, ConfigFaults, ownAddress, readConfig } from './config.ts';
import { ContentFaults } from './content/load-content.ts';
import { TRAINED_FOLDER, watchContent } from './content/watch-content.ts';
import { createLog } from './log.ts';
import { emailSender } from './outbox/send-email.ts';
import { stopRecognizer } from './recognizing/when-recognizer.ts';
import { expireStaffData } from './staff/expire-staff-data.ts';
import { firstLink } from './staff/first-link.ts';
import { openStore } from './store/open-store.ts';
import { tellVisit } from './turn/tell-visit.ts';
import type { Knowledge } from './turn/turn-deps.ts';
import { within } from './within.ts';

const DAY = 86_400_000;
const DRAIN_MS = 10_000;
const FREE_TIMES_MS = 2_000;

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await start(readConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigFaults || error instanceof ContentFaults)) throw error;
  console.error(error.message);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const knowledge = watchContent(config.contentDir, TRAINED_FOLDER, log);
  const { content } = knowledge.current();
  if (!content.clinics.has(config.defaultClinic)) {
    throw new ConfigFaults([
      `DEFAULT_CLINIC: there is no clinic "${config.defaultClinic}"; there are: ${[...content.clinics.keys()].join(', ')}`,
    ]);
  }
  const store = await openStore(config.databaseUrl);
  const tokenSecret = Buffer.from(
    await store.secret('direct-line-token', () => randomBytes(32).toString('base64')),
    'base64',
  );
  const server = createServer();
  const publicUrl = (): string => ownAddress(config, (server.address() as AddressInfo | null)?.port);
  const clinics = () => knowledge.current().content.clinics;
  const reach = { allowPrivate: config.allowPrivate, allowLoopbackHttp: false };
  const around = { environment: process.env, reach, now: Date.now, random: Math.random, log };
  const systems = clinicSystems({ clinics, newId: randomUUID, ...around });
  knowledge.onChange(systems.follow);
  const turn = {
    knowledge: knowledge.current,
    store,
    slots: systems.slots,
    wake: () => desk.wake(),
    now: Date.now,
    log,
  };
  const tell: Tell = async (visit, key, news) => {
    if (await tellVisit(visit, key, news, turn)) app.show(visit.visitId);
  };
  const email = config.mail && emailSender(config.mail);
  const clinic = (id: string) => clinics().get(id);
  const app = createApp({ config, turn, publicUrl, tokenSecret, staff: { store, tell } });
  server.on('request', app.express);
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  app.attach(server);

  // A visitor whose message waits over a restart may have chosen one of these times.
  await within(FREE_TIMES_MS, systems.ready()).catch(() => log.warn('free times are not read yet'));
  server.listen(config.port, config.host);
  await once(server, 'listening');
  const { say, askHub, staffChat } = app;
  const desk = startDesk({
    store,
    systems,
    clinics,
    clinic,
    publicUrl,
    email,
    tell,
    say,
    askHub,
    staffChat,
    ...around,
  });
  const resumed = await app.resume();
  if (resumed > 0) log.info({ resumed }, 'answered messages that were accepted before the last stop');
  desk.wake();
  greet(publicUrl(), config, knowledge.current(), await firstLink({ store, publicUrl, now: Date.now }));

  const expireQuietly = (): void =>
    void expireOld().catch((error: Error) => log.error({ error: error.message }, 'old visits not erased'));
  const expiry = setInterval(expireQuietly, DAY / 24);
  expiry.unref();
  expireQuietly();
  async function expireOld(): Promise<void> {
    for (const { id, keep } of knowledge.current().content.clinics.values()) {
      const now = Date.now();
      await store.expire(id, now - keep['visit-days'] * DAY, now - keep['audit-days'] * DAY);
    }
    await expireStaffData(store, clinics().values(), Date.now());
  }

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping: turns under way are finished first');
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    clearInterval(expiry);
    server.close();
    await app.close();
    await desk.close();
    systems.close();
    email?.close();
    stopRecognizer();
    knowledge.close();
    await store.close();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
  process.on('unhandledRejection', (reason) =>
    log.error({ error: reason instanceof Error ? reason.message : 'unknown' }, 'a rejection nobody handled'),
  );
}

function greet(url: string, config: Config, { content }: Knowledge, welcome: string | null): void {
  const topics = content.languages.en?.topics.values() ?? [];
  const pictures = content.languages.en?.pictures.values() ?? [];
  const texts = [...topics, ...pictures, ...content.redFlags.values(), ...content.notes.values()];
  const pending = texts.filter(({ review }) => review.state === 'pending').length;
  const door = config.botAppId
    ? 'open to Azure Bot Service'
    : config.allowAnonymous
      ? 'open without a token, on this machine only'
      : 'closed: set BOT_APP_ID';
  console.log(`Plumbline is running.

  Demo clinic with the chat   ${url}/
  Chat on its own page        ${url}/chat?clinic=${config.defaultClinic}
  Bot Framework               ${url}/api/messages (${door})
  Health and metrics          ${url}/healthz  ${url}/readyz  ${url}/metrics
  Staff inbox                 ${welcome ? `${welcome}\n                              (one time, for the first account)` : `${url}/staff`}

  Not for real visitors yet: ${pending} texts, pictures and red flags wait for a clinician's review
  (review: pending in ${config.contentDir}). The clinics, their numbers and addresses are invented.`);
}
