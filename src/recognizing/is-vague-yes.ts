import { plainText } from './plain-text.ts';

const VAGUE =
  /^(?:ok|okay|okey|okie|kk?|sure|fine|all ?right|sounds good|go ahead|go on|please|got it|right)(?: (?:thanks|then|ok))?$/;

/** True for an "ok" that may mean yes or only "go on": too little to raise an alarm by. */
export const isVagueYes = (text: string): boolean => VAGUE.test(plainText(text));
