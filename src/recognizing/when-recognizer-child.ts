import { Culture, recognizeDateTime } from '@microsoft/recognizers-text-suite';
import { z } from 'zod';

/** The library builds its patterns when it first needs them: these need most of them. */
const WARM_UP = [
  'next tuesday afternoon',
  'december 3 at 10',
  'from 3 to 5 december',
  'the first monday in december after 3pm',
  'in 20 minutes',
  'thanksgiving',
  'next month',
];
const questionSchema = z.object({ id: z.int(), text: z.string(), at: z.number() });

// Run as a process of its own, in UTC: answers each question with what Recognizers-Text finds. The first, empty answer says that it is ready.
process.on('message', (message) => {
  const { id, text, at } = questionSchema.parse(message);
  process.send?.({ id, found: recognizeDateTime(text, Culture.English, undefined, new Date(at)) });
});
process.on('disconnect', () => process.exit());
for (const text of WARM_UP) recognizeDateTime(text, Culture.English, undefined, new Date(0));
process.send?.({ id: 0, found: [] });
