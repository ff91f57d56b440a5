import { workerData } from 'node:worker_threads';
import { prepareKnowledge } from './watch-content.ts';

// Run as a thread: trains what this content needs and leaves it in the cache.
prepareKnowledge(workerData.folder, workerData.cacheDir);
