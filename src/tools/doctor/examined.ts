import type { Config } from '../../config.ts';
import type { Content } from '../../content/content-schema.ts';
import type { Reach } from '../../net/open-address.ts';
import type { Finding } from './finding.ts';

/** The installation that is looked at. */
export interface Examined {
  /** Where the server is started: `.env` is there. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  readonly configFaults: readonly string[];
  readonly content: Content;
  /** Why `content` is empty; none when it loads. */
  readonly contentFaults: readonly string[];
  readonly reach: Reach;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Looks at one thing, and changes nothing. */
export type Check = (examined: Examined) => Promise<readonly Finding[]>;
