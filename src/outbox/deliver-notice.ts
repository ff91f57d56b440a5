import type { Reach } from '../net/open-address.ts';
import type { LeasedWork } from '../store/outbox-store.ts';
import { type Notice, type NoticeWork, noticeWorkSchema } from './notice.ts';
import type { Notices, NoticeWay } from './notices-schema.ts';
import { postChatNotice } from './post-chat-notice.ts';
import { postWebhook } from './post-webhook.ts';
import { Refused } from './refused.ts';
import type { EmailSender } from './send-email.ts';
import { TryAgain } from './try-again.ts';
import type { Deliver } from './try-delivery.ts';

/** Posts a notice to a chat of a clinic's staff. Throws TryAgain or Refused. */
export type PostToStaffChat = (clinicId: string, chat: string, notice: Notice) => Promise<void>;

/** What delivering notices needs. */
export interface NoticeDeps {
  /** The clinic as its file stands now. */
  readonly clinic: (id: string) => { readonly name: string; readonly notices: Notices } | undefined;
  /** Where this server is seen from outside. */
  readonly publicUrl: () => string;
  /** Null: this server sends no e-mail. */
  readonly email: EmailSender | null;
  /** Without it such notices wait for a process that has it. */
  readonly staffChat?: PostToStaffChat;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly reach: Reach;
  readonly now: () => number;
}

/** Delivers work of kind `notice` in the way that its body names. */
export function deliverNotice(deps: NoticeDeps): Deliver {
  return async (work) => {
    const { what, reference, to, chat } = readWork(work);
    const { name, notices } = clinicOf(work, deps);
    const link = new URL(`/staff/requests/${encodeURIComponent(reference)}`, deps.publicUrl()).href;
    const notice: Notice = { key: work.key, what, reference, clinic: name, link, at: work.createdAt };
    if (to === 'email') {
      if (!deps.email) throw new TryAgain('this server sends no e-mail: set SMTP_URL and MAIL_FROM');
      return deps.email.send(notice, notices.email ?? gone(to));
    }
    if (to === 'staff-chat') {
      if (!notices[to] || chat === undefined) return gone(to);
      if (!deps.staffChat) throw new TryAgain('nobody here writes to chats of staff');
      return deps.staffChat(work.clinicId, chat, notice);
    }
    const door = { url: addressOf(to, notices, deps), reach: deps.reach, now: deps.now() };
    if (to !== 'webhook') return postChatNotice(to, notice, door);
    return postWebhook(notice, { ...door, secret: secretOf(notices.webhook?.secret ?? gone(to), deps) });
  };
}

/** Who receives a notice: a host, or the mail server. Work that cannot be read goes by its clinic. */
export function noticeReceiver(deps: NoticeDeps): (work: LeasedWork) => string {
  return (work) => {
    try {
      const { to, chat } = readWork(work);
      if (to === 'staff-chat') return `${to} ${chat}`;
      return to === 'email' ? to : addressOf(to, clinicOf(work, deps).notices, deps).host;
    } catch {
      return work.clinicId;
    }
  };
}

function readWork({ body }: LeasedWork): NoticeWork {
  const { data } = noticeWorkSchema.safeParse(body);
  if (!data) throw new Refused('the work is not a notice');
  return data;
}

function clinicOf({ clinicId }: LeasedWork, { clinic }: NoticeDeps) {
  const found = clinic(clinicId);
  if (!found) throw new Refused('the clinic is no longer in the content');
  return found;
}

function addressOf(to: Exclude<NoticeWay, 'email' | 'staff-chat'>, notices: Notices, deps: NoticeDeps): URL {
  const address = to === 'webhook' ? (notices.webhook?.url ?? gone(to)) : secretOf(notices[to] ?? gone(to), deps);
  if (!URL.canParse(address)) throw new TryAgain(`the address of the clinic's ${to} cannot be read`);
  return new URL(address);
}

function secretOf(name: string, { environment }: NoticeDeps): string {
  const value = environment[name];
  if (!value) throw new TryAgain(`${name} is not set in the environment`);
  return value;
}

function gone(to: string): never {
  throw new Refused(`the clinic has no ${to} for notices any more`);
}
