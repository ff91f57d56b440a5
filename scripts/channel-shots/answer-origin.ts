import type { Page } from 'playwright-core';
import { ORIGIN } from './serve.ts';

/** Lets our server answer for `ORIGIN`, from where a page loads the pictures of replies. Nothing else outside is reached. */
export const answerOrigin = (page: Page, url: string): Promise<unknown> =>
  page.route(
    ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
    async (route) => {
      const { origin, pathname } = new URL(route.request().url());
      if (origin !== ORIGIN) return route.abort();
      const picture = await fetch(url + pathname);
      return route.fulfill({ contentType: 'image/png', body: Buffer.from(await picture.arrayBuffer()) });
    },
  );
