import { prepareKnowledge, TRAINED_FOLDER } from '../../src/content/watch-content.ts';
import type { Knowledge } from '../../src/turn/turn-deps.ts';

let knowledge: Knowledge | undefined;

/** The shipped content, loaded once a test file; trained weights are cached beside the data. */
export function shippedKnowledge(): Knowledge {
  knowledge ??= prepareKnowledge('./content', TRAINED_FOLDER);
  return knowledge;
}
