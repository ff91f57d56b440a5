import { describe, expect, it } from 'vitest';
import { redact } from '../../src/turn/redact.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const words = shippedKnowledge().content.languages.en;
if (!words) throw new Error('there is no English content');

describe('what is kept of a message without an answer', () => {
  it.each([
    ['my name is Marjorie Postlethwaite, is the sauna open', 'my name is [name], is the sauna open'],
    ['call me on +1 (508) 555-0142 or at 7 pm', 'call me on [number] or at [number] pm'],
    ['write to jo.b@mail.example about the sauna', 'write to [email] about the sauna'],
    ['I live at 12 Harbour View Road, do you deliver', 'I live at [address], do you deliver'],
    ['see www.example.org/x?me=1 for it', 'see [link] for it'],
    ['Does Dr. Xanthopoulos do home visits', 'Does Dr [name] do home visits'],
    ['is Grzegorz in on Monday', 'is [name] in on Monday'],
    ['Do you mend boots', 'Do you mend boots'],
    ['SW1A 1AA is far', '[address] is far'],
  ])('%s', (written, kept) => expect(redact(written, words)).toBe(kept));
});
