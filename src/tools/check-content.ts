import { loadContent } from '../content/load-content.ts';
import { startTool } from './start-tool.ts';

startTool();

const folder = process.env.CONTENT_DIR ?? './content';
const { languages, redFlags, clinics } = loadContent(folder);
const topics = Object.values(languages).flatMap((language) => [...language.topics.values()]);
const pending = topics.filter(({ review }) => review.state === 'pending').length;
console.log(
  `${folder}: ${topics.length} topics (${pending} not yet reviewed), ${redFlags.size} red flags, ${clinics.size} clinics; no faults`,
);
