import { ContentFaults, loadContent } from '../content/load-content.ts';

try {
  const folder = process.env.CONTENT_DIR ?? './content';
  const { languages, redFlags, clinics } = loadContent(folder);
  const topics = Object.values(languages).reduce((sum, { topics }) => sum + topics.size, 0);
  const pending = Object.values(languages)
    .flatMap(({ topics }) => [...topics.values()])
    .filter(({ review }) => review.state === 'pending').length;
  console.log(
    `${folder}: ${topics} topics (${pending} not yet reviewed), ${redFlags.size} red flags, ${clinics.size} clinics; no faults`,
  );
} catch (error) {
  if (!(error instanceof ContentFaults)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
