import { existsSync } from 'node:fs';
import { prepareKnowledge, TRAINED_FOLDER } from '../src/content/watch-content.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
// Trains the weights of answering and screening now, so that the first start need not.
console.log('Learning from the content; after a change of it this takes about half a minute, else a second.');
prepareKnowledge(process.env.CONTENT_DIR ?? './content', TRAINED_FOLDER);
