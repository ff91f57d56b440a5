import { describe, expect, it } from 'vitest';
import { readLanguage } from '../../src/recognizing/read-language.ts';

const table: readonly (readonly [string, readonly string[]])[] = [
  [
    'en',
    [
      'hi',
      'hours?',
      'sciatica',
      'my foot hurts',
      'no',
      'plantar fasciitis',
      'what is sciatica',
      '👍',
      '',
      '12345',
      'ok',
      'Where are you?',
      'Is Dr. García in today?',
      'ball of foot pain pls help',
      'do you have parking',
      'mortons neuroma',
      'El Paso clinic hours',
      'asdfgh',
      'I live near La Jolla',
      'lumbago',
      'appt tmrw?',
      "i'm bored",
      'hay fever tablets',
      "I'm hungry",
      'y',
      'Y!',
    ],
  ],
  [
    'es',
    [
      'hola',
      'me duele la espalda',
      '¿Cuál es su horario?',
      'tengo dolor en el pie',
      'necesito una cita',
      'gracias',
      'que es la ciatica',
      'cuanto cuesta',
      'buenos días',
      'no puedo caminar',
      'quiero hablar con una persona',
      'aceptan mi seguro?',
      'dolor de espalda',
      'me hormiguean los pies desde ayer',
    ],
  ],
  [
    'ja',
    [
      '腰痛',
      '足が痛い',
      'こんにちは',
      '予約したいです',
      '坐骨神経痛とは何ですか',
      'シビレ',
      '営業時間は?',
      'かかとが痛いです help',
      '足底筋膜炎',
    ],
  ],
  [
    'other',
    [
      'bonjour, j’ai mal au dos',
      'ich habe Rückenschmerzen',
      '你好我的脚疼',
      '허리가 아파요',
      'у меня болит спина',
      'ظهري يؤلمني',
      'olá, tenho dor nas costas',
      'ho mal di schiena, dove siete?',
      'ik heb pijn in mijn voet',
      'tôi bị đau lưng',
      'masakit ang likod ko',
      'пятка',
      'ปวดหลัง',
      'पीठ दर्द',
    ],
  ],
];

describe('readLanguage', () => {
  for (const [language, texts] of table)
    it.each(texts)(`${language}: %s`, (text) => expect(readLanguage(text)).toBe(language));
});
