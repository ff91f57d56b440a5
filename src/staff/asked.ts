import type { Clinic } from '../content/clinic-schema.ts';
import type { ClinicRequest } from '../store/request-store.ts';
import type { StaffAccount } from '../store/staff-store.ts';
import type { Answer } from './answer.ts';
import type { Console } from './console.ts';
import type { SignedIn } from './session.ts';

/** What someone asks of the console, whoever it is. `query` and `body` are parsed by the endpoint. */
export interface Asked {
  readonly console: Console;
  readonly query: unknown;
  readonly body: unknown;
  readonly address: string;
  /** The session id presented, good or not. */
  readonly presented: string | null;
  /** An open page renews itself; nobody pressed anything. */
  readonly renews: boolean;
}

/** Asked by someone who is signed in and whose role allows it. */
export interface AskedByStaff extends Asked {
  readonly who: SignedIn;
}

/** Asked about a request of one of their clinics. */
export interface AskedOfRequest extends AskedByStaff {
  readonly request: ClinicRequest;
  readonly clinic: Clinic;
}

/** Asked about an account whose clinics are all theirs. */
export interface AskedOfAccount extends AskedByStaff {
  readonly account: StaffAccount;
}

/** Does what was asked. */
export type Take<A> = (asked: A) => Promise<Answer>;
