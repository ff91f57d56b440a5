import { plainText } from './plain-text.ts';

const MOST_WORDS = 8;
/** Words that name nothing by themselves. */
const NAMELESS = new Set(
  (
    'a about after afterwards again all also always an and any anything are as at bad be because before but can carry come continue cool ' +
    'could dangerous day days did do does done dont elaborate else even ever exactly example explain for from further get go good ' +
    'happen happens has have help helps hmm how hurt hurts i if in info information is isnt it its last lasts like long longer many ' +
    'me mean means meaning more much my next night nights no normal not now of often oh ok okay on one ones or other otherwise out ' +
    'painful please really right s safe say says serious seriously should since so soon sorry still such take takes tell than that ' +
    'the their them then there these they thing things this tho those though tht time times to too u usually wait was well wat what ' +
    'when where which who why will with without wont work works worth would y yes you your'
  ).split(' '),
);

/** Whether a message only asks on about what was said before ("why?", "and then?", "does it hurt"): none of its words names a thing. */
export function isFollowUp(text: string): boolean {
  const words = plainText(text).replace(/\?/g, '').split(' ').filter(Boolean);
  return words.length > 0 && words.length <= MOST_WORDS && words.every((word) => NAMELESS.has(word));
}
