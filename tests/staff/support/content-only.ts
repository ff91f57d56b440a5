import { loadContent } from '../../../src/content/load-content.ts';
import type { Knowledge } from '../../../src/turn/turn-deps.ts';

let knowledge: Knowledge | undefined;

/** The shipped content without what is learned from it: the console neither screens nor ranks. */
export function contentOnly(): Knowledge {
  const unused = (): never => {
    throw new Error('the console neither screens nor ranks');
  };
  knowledge ??= { content: loadContent('content'), screen: unused, rank: unused };
  return knowledge;
}
