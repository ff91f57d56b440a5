import { prepareKnowledge, TRAINED_FOLDER } from '../../src/content/watch-content.ts';

/** Before all tests: what content teaches is learned once and kept, so that no test waits for it. */
export default function trainOnce(): void {
  prepareKnowledge('./content', TRAINED_FOLDER);
}
