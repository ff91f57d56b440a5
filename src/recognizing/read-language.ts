/** A language we can tell apart; `other` is any that we do not speak. */
export type Spoken = 'en' | 'es' | 'ja' | 'other';

const READ_LENGTH = 600;
const CHINESE_ONLY =
  /[们这吗么说来对时个会为过还没谁怎她您给让疼脚腿岁医诊药吧呢哪啊]|我的|你好|我想|是不是|请问|什么/u;
const OTHER_SCRIPT =
  /[\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Greek}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Georgian}\p{Script=Armenian}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Telugu}\p{Script=Khmer}]/gu;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const ENGLISH = words(
  'the a an and or but if is are was were be been am do does did have has had i you he she it we they my your his her its our their me him us them this that these those what why how when where which who can could will would should may might must not no yes of to in on at for from with by about as so than then there here just only very too more some any all out up down after before while because please hi hello hey thanks help pain hurt hurts back foot feet leg doctor need want get got ok okay does know been feel like where open close bye im ive id ill dont cant isnt whats wheres hows youre thats',
);
const SPANISH = words(
  'el la los las un una unos unas y o pero si es son era estoy esta estan está están ser estar soy tengo tiene tienen tener he ha han yo tu tú usted ustedes él ella nosotros mi mis su sus me te se le les lo nos este estos esa ese esto eso qué que por qué porque cómo como cuándo cuando dónde donde cuál cual quién quien puedo puede pueden poder quiero quisiera necesito no sí de del al en con para por sin sobre desde hasta muy más mas también tambien hay aquí ahora hoy ayer mañana gracias hola buenos buenas días dias tardes noches dolor duele duelen espalda pie pies pierna cita médico medico ayuda favor hacer hago cuánto cuanto cuesta horario abren seguro aceptan ciática ciatica talón talon izquierdo derecho desde hace semana semanas meses vale claro bueno adiós adios hormigueo entumecido zapatos plantillas columna baja siento caminar',
);
/** Marks of the neighbours of Spanish and English: Portuguese, French, Italian, German, Dutch, Polish, Turkish, Tagalog, Vietnamese, Swedish. */
const OTHERS = words(
  'não nao você voce tenho estou minha meu uma com dos das pelo pela muito obrigado obrigada olá dor costas pé pés onde posso preciso isso também já je tu vous nous ils elle est sont avec pour dans mon ma mes au aux du des une les le ne pas suis ai mal dos pied pieds bonjour merci quand où comment pourquoi puis besoin rendez ça il lo gli che sono ho mia mio della dello degli alla con per piede piedi schiena buongiorno grazie dove quando come perché posso ich der die das und ist sind nicht ein eine einen mein meine habe haben kann für mit auf von zu wie was warum wann wo schmerzen rücken fuß füße danke hallo bitte sehr het een en van niet ik mijn heb pijn rug voet voeten hoe waar waarom dank wij jest nie mam mnie boli plecy stopa dzień dobry dziękuję jak gdzie czy bir ve bu için ağrı sırt ayak merhaba teşekkürler nasıl nerede ang ng sa ko ako mga po ba masakit likod paa salamat kumusta tôi bị đau lưng chân không của và là cảm ơn xin chào jag och är det inte ont ryggen foten hej tack har min',
);

/** The language a message is written in: its script first, then a vote of its small words. A single letter, short or undecided Latin text is English. */
export function readLanguage(text: string): Spoken {
  const read = text.slice(0, READ_LENGTH).normalize('NFC').toLowerCase();
  const letters = read.match(/\p{L}/gu)?.length ?? 0;
  const count = (pattern: RegExp): number => read.match(pattern)?.length ?? 0;
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(/\p{Script=Han}/gu);
  if ((kana + han) * 2.5 > letters && kana + han > 0) return kana === 0 && CHINESE_ONLY.test(read) ? 'other' : 'ja';
  if (count(OTHER_SCRIPT) * 2 > letters && letters > 0) return 'other';

  if (letters < 2) return 'en';

  let english = 0;
  let spanish = /[¿¡]/.test(read) ? 2 : 0;
  let other = /[ãõßłşğđ]|[ạảấầẩậắằẵặẹẻẽếềểễệỉịọỏốồổộớờởợụủứừửữựỳỵỷỹ]/.test(read) ? 2 : 0;
  const said = read.match(/[\p{L}\u2019']+/gu) ?? [];
  for (const raw of said) {
    const word = raw.replace(/[\u2019']/g, '');
    const inEnglish = ENGLISH.has(word);
    const inSpanish = SPANISH.has(word);
    const inOther = OTHERS.has(word);
    const share = 1 / (Number(inEnglish) + Number(inSpanish) + Number(inOther) || 1);
    if (inEnglish) english += share;
    if (inSpanish) spanish += share;
    if (inOther) other += share;
    if (/ñ|[a-z]ción$|[a-z]ciones$|amiento$/.test(word)) spanish += 0.7;
  }
  if (english >= spanish && english >= other) return 'en';
  if (spanish >= other) return spanish >= 0.9 && spanish >= 0.34 * said.length ? 'es' : 'en';
  return other >= 1.4 || (said.length <= 2 && other >= 0.9) ? 'other' : 'en';
}
