import { followLog } from './follow-log.ts';
import { swapInPlace } from './swap-in-place.ts';
import { takeCode } from './take-code.ts';

/** What the console does better with a script; every page works without it. */
takeCode();
swapInPlace();
followLog();
