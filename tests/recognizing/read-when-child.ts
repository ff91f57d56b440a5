import { readWhen } from '../../src/recognizing/read-when.ts';
import { stopRecognizer, warmUpRecognizer } from '../../src/recognizing/when-recognizer.ts';
import { contextOf, inShort } from './when-examples.ts';

// Run with a TZ of its own: prints what each argument after the instant is read as.
const [at = '', ...texts] = process.argv.slice(2);
await warmUpRecognizer();
for (const text of texts) console.log(inShort(await readWhen(text, contextOf('harbor-foot-spine', Date.parse(at)))));
stopRecognizer();
