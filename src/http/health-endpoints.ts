import { Router } from 'express';
import type { Registry } from 'prom-client';
import type { TurnDeps } from '../turn/turn-deps.ts';

/** `/healthz`: the process lives. `/readyz`: it can store turns (503 when it cannot; urgent messages are answered all the same). `/metrics`: counts, never words. */
export function healthRoutes({ store, knowledge }: TurnDeps, metrics: Registry): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'alive' });
  });
  router.get('/readyz', async (_req, res) => {
    const content = knowledge().content.hash.slice(0, 12);
    try {
      await store.check();
      res.json({ status: 'ready', content });
    } catch {
      res.status(503).json({ status: 'store unavailable', content });
    }
  });
  router.get('/metrics', async (_req, res) => {
    res.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}
