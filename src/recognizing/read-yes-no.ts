import { plainText } from './plain-text.ts';

export type YesNo = 'yes' | 'no' | 'unsure';

const LONGEST_MESSAGE = 240;
const PICTURES: readonly (readonly [RegExp, string])[] = [
  [/[\u{1F44D}\u2705\u2714\u{1F197}\u{1F44C}]/gu, ' yes '],
  [/[\u{1F44E}\u274C\u2716\u{1F645}]/gu, ' no '],
  [/[\u{1F937}\u{1F914}]/gu, ' not sure '],
];

/** Read in this order; the first that a clause begins with decides, so the longer and more doubtful stand first. */
const RULES: readonly (readonly [YesNo | null, RegExp])[] = [
  [
    null,
    /^(?:no (?:problem|worries|matter|rush|doubt about)|yeah right|yes sir|whats? (?:do|does|is|are)|what |which |why |how |when |where |who (?!knows))/,
  ],
  [
    'unsure',
    /^(?:(?:im |i am |i |am )?(?:really |honestly |just |still )?(?:not|never) (?:\w+ )?(?:sure|certain|positive)|unsure|(?:honestly |really )?(?:i )?(?:really |honestly )?(?:dont|do not|didnt|wouldnt|doesnt|couldnt) (?:really |even |actually )?(?:know|remember|recall)|(?:i )?(?:cant|can not|cannot|couldnt) (?:really |quite |honestly )?(?:say|tell|remember|recall|be sure)|dunno|dno|idk|no (?:idea|clue)|not a clue|(?:its )?(?:hard|difficult|tricky|tough) to (?:say|tell|know)|maybe|mebbe|perhaps|possibly|could be|might be|i might|it might|it could|who knows|(?:it )?depends|yes and no|yes no|no and yes|ish$|fifty fifty|50 50|neither yes nor no|unclear|im confused|good question|hmm+$|i have no (?:idea|clue)|(?:i )?havent (?:checked|noticed|tried|looked)|what if)\b/,
  ],
  [
    null,
    /^(?:i )?(?:dont|do not|didnt|doesnt|havent|hasnt|hadnt|have not|can not|cannot|cant|wont|couldnt|wouldnt|never|am not|im not)(?: \S+){6,}/,
  ],
  [
    'no',
    /^(?:not (?:yes|yet|really|at all|particularly|especially|that ive|that i|as far|so far|currently|anymore|any more|now|today|me|here|much|exactly|quite|even|one|any|in the (?:slightest|least)|ever|currently)|not$|(?:i )?(?:dont|do not|didnt|doesnt)|(?:i |we |they )?(?:havent|hasnt|hadnt|have not|isnt|arent|wasnt|werent|aint|am not|cant|can not|cannot|wont|couldnt|wouldnt|would not)|(?:im|i am|its|it is|theyre|that is|thats|it does|i do|it has|i have|there is|there are|was|it was) (?:not|never|none|no)|(?:it |that |they |there |we )?(?:isnt|doesnt|dont|hasnt|wasnt|arent|didnt|does not)|(?:probably|definitely|certainly|absolutely|of course|surely|obviously|thankfully|luckily|fortunately|hopefully|hell|heck|god|apparently|clearly|sadly|unfortunately|well|most) (?:certainly |definitely )?(?:not|no|nope|nah)|(?:i )?(?:guess|think|hope|suppose|believe|reckon|assume|presume|would say|am afraid) (?:not|no|nope)|im afraid not|i doubt(?: it| that)?|doubt it|doubtful|unlikely|highly unlikely|never|none|nothing|neither|nil|negative|false|wrong|incorrect|zero|zilch|nein|non|nay|nah|na|naw|nop|nope|noo|nooo|noope|no|n|nada|no longer|im (?:good|fine|ok|okay)|i am (?:good|fine|ok|okay)|all (?:good|fine|normal|clear)|by no means|without)(?= |$)/,
  ],
  [
    'yes',
    /^(?:(?:i |we )?(?:think|guess|suppose|believe|reckon|hope|assume|presume|would say|expect|imagine|am afraid) so|(?:i )?(?:guess|suppose) (?:it does|i do|yes)|im afraid so|(?:just |only )?a (?:tiny |wee |little )?(?:bit|little|tad|touch|lot|few)|(?:only |just )?slightly|some ?what|kind of|kinda|sort of|sorta|mostly|mainly|partly|partially|sometimes|occasionally|often|always|usually|from time to time|now and (?:then|again)|on and off|off and on|at times|mild(?:ly)?|probably|likely|most likely|very likely|more or less|pretty much|(?:i|it|we|they|that|he|she) (?:really )?(?:do|does|did|is|am|are|has|have|was|can|could|will|would)(?: (?:indeed|yes|have|it|that|them|actually|sometimes|usually|a bit|a little|feel|get|hurt|numb|worse|too|both|been|had|some|one|now|since \w+|yesterday|today|at times|please|very much|so|all))*$|its (?:true|right|correct|all|both)|thats (?:right|true|correct|it|me|the one)|that is (?:right|true|correct)|right$|correct|true|exactly|precisely|totally|absolutely|definitely|certainly|surely|sure|for sure|for certain|of course|ofc|obviously|clearly|indeed|affirmative|positive|very much|very|100|without doubt|no doubt|you bet|you got it|im in|lets do it|go ahead|go on|please do|do it|sounds good|fine|ok|okay|okey|okie|kk|k|alright|all right|why not|with pleasure|happy to|gladly|both|all of them|yes|yess|yees|yesss|yeah|yeahh|yea|yeh|yep|yepp|yup|yupp|ye|yee|yas|yass|ya|yah|y|aye|uh huh|mhm|mm hm|mmhm|mm|si|oui|hai|unfortunately|sadly|please$)(?= |$)/,
  ],
];
const FILLER =
  /^(?:well|um+|uh+|erm*|hmm+|so|oh|ah|ooh|actually|honestly|look|tbh|to be honest|like|and|but|then|hi|hello|sorry|lol|haha|i mean|i would say|id say|let me (?:think|see)|to be fair|thanks|thank you|please|wait|hang on|hold on|good question|maybe)\b ?/;
const TURNED =
  /\b(?:wait|actually|i mean|i meant|sorry|scratch that|correction|on second thou?ghts?|hang on|hold on|no no|rather)\b/;

/** Reads an answer to a yes-no question. Doubt is never a yes; a corrected answer counts as corrected; null when it answers neither. */
export function readYesNo(text: string): YesNo | null {
  if (text.length > LONGEST_MESSAGE) return null;
  let shown = text;
  for (const [picture, word] of PICTURES) shown = shown.replace(picture, word);
  const clauses = shown
    .split(/[.,;:!\n\u2026\u2013\u2014]+|\s-+\s|\?|\bbut\b/u)
    .map(plainText)
    .filter((clause) => clause !== '');
  const answers: YesNo[] = [];
  let corrected: YesNo | null = null;
  for (const [index, clause] of clauses.entries()) {
    const turn = TURNED.exec(clause);
    const before = turn ? clause.slice(0, turn.index).trim() : clause;
    const first = before === '' ? null : readClause(before);
    if (first && (answers.length === 0 || isBare(before))) answers.push(first);
    if (turn && (index > 0 || before !== '')) {
      const later = readClause(clause.slice(turn.index + turn[0].length).trim()) ?? null;
      if (later) corrected = later;
      else if (clauses[index + 1]) corrected = readClause(clauses[index + 1] as string) ?? corrected;
    } else if (turn && first === null) {
      const later = readClause(clause.slice(turn.index + turn[0].length).trim());
      if (later) answers.push(later);
    }
    if (index === 0 && first === null && !turn && !FILLER.test(`${clause} `)) break;
  }
  if (/\?.*\S|\w\s*\?\s*$/su.test(text) && !isBare(clauses[0] ?? '') && clauses.length > 1) return null;
  if (corrected) return corrected;
  if (answers.includes('unsure')) return 'unsure';
  return answers[answers.length - 1] ?? null;
}

/** Whether a clause is nothing but an answer, so that a second one overrules the first ("sure, no"). */
const isBare = (clause: string): boolean =>
  clause.split(' ').length <= 4 &&
  /^(?:well |actually |um |oh )?(?:yes|yeah|yea|yep|yup|no|nope|nah|na|not|never|maybe|perhaps|kind of|kinda|sort of|idk|dunno|i dont know|dont know|im not|hard to|i dont think|probably|definitely)\b/.test(
    clause,
  );

function readClause(clause: string): YesNo | null {
  let rest = clause;
  for (let cut = 0; cut < 6; cut++) {
    const answer = firstRule(rest);
    if (answer !== undefined) return settle(answer, rest);
    const shorter = rest.replace(FILLER, '');
    if (shorter === rest) return null;
    rest = shorter;
  }
  return null;
}

function firstRule(clause: string): YesNo | null | undefined {
  for (const [answer, pattern] of RULES) if (pattern.test(clause)) return answer;
  return undefined;
}

/** A yes with its own denial or doubt behind it ("sure no", "yeah nah", "yes maybe", "yeah not really"). */
function settle(answer: YesNo | null, clause: string): YesNo | null {
  if (answer === 'yes') {
    const rest =
      /^(?:sure|yes|yeah|yea|yep|yup|ya|right|ok|okay|oh|well|fine|mm)(?: (?:yes|yeah|well|um|so|like|sure|ok))* (.+)$/.exec(
        clause,
      )?.[1];
    const behind = rest === undefined ? undefined : firstRule(rest);
    if (behind === 'no' && /^(?:no|nope|nah|na|not|never|i dont|dont|probably not|definitely not)\b/.test(rest ?? '')) {
      return /^(?:no one|not (?:only|just|too|that bad|so bad|as bad|much worse))\b/.test(rest ?? '') ? 'yes' : 'no';
    }
    if (behind === 'unsure') return 'unsure';
  }
  if (answer === 'no') {
    const rest = /^(?:no|nope|nah|na|naw) (?:well |um |i mean )?(.+)$/.exec(clause)?.[1];
    if (rest !== undefined && /^(?:yes|yeah|yep|yea|yup)\b/.test(rest)) return 'yes';
    if (rest !== undefined && /^(?:maybe|idea|clue|not sure|im not sure|i dont know)\b/.test(rest)) return 'unsure';
  }
  return answer;
}
