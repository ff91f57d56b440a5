import { listReviews, type ReviewState } from '../../staff/list-reviews.ts';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine, warning } from './finding.ts';
import { isInvented } from './invented.ts';

const YEAR = 365 * 86_400_000;
const NAMED = 5;

/** Content that loads, was reviewed, and is of real clinics. */
export async function checkContent({ config, content, contentFaults, now }: Examined): Promise<readonly Finding[]> {
  const { contentDir, defaultClinic } = config;
  if (contentFaults.length > 0)
    return [
      fault(
        `The content in ${contentDir} does not load: ${listed(contentFaults)}.`,
        'A server that runs keeps its old content; one that starts does not start.',
        'npm run check:content lists every fault with its file and line.',
      ),
    ];
  const findings: Finding[] = [];
  const clinics = [...content.clinics.values()];
  const texts = listReviews(content, now());
  const count = (state: ReviewState): number => texts.filter(({ states }) => states.includes(state)).length;
  if (!content.clinics.has(defaultClinic))
    findings.push(
      fault(
        `DEFAULT_CLINIC names "${defaultClinic}", and there is no such clinic.`,
        'The server does not start so.',
        `Set it to one of: ${clinics.map(({ id }) => id).join(', ')}.`,
      ),
    );
  if (count('pending') > 0)
    findings.push(
      warning(
        `${count('pending')} of ${texts.length} answers, red flags and cautions wait for a clinician's review.`,
        'Visitors would read what no clinician has signed.',
        'Have each read and set review: { state: reviewed, by: … }; the console lists them under Content.',
      ),
    );
  if (count('expired') > 0)
    findings.push(
      warning(
        `The review of ${count('expired')} texts has expired.`,
        'Expired answers are withdrawn: visitors are told to ask the clinic.',
        'Have them read again and set a new due day.',
      ),
    );
  const invented = clinics.filter(isInvented).map(({ id }) => id);
  if (invented.length > 0)
    findings.push(
      warning(
        `Example addresses or 555-01xx numbers are in: ${listed(invented)}.`,
        'Nobody answers there; a visitor who calls reaches no one.',
        'Give each its real addresses and numbers, or remove its file from content/clinics.',
      ),
    );
  const unsigned = clinics.filter(({ reviewer }) => reviewer.placeholder).map(({ id }) => id);
  if (unsigned.length > 0)
    findings.push(
      warning(
        `No reviewing clinician is named for: ${listed(unsigned)}.`,
        'Someone must answer for what the assistant says in the clinic’s name.',
        'Set reviewer: { name: …, placeholder: false } in the clinic’s file.',
      ),
    );
  const old = [...new Set(clinics.filter(({ numbers }) => !numbers.emergency).map(({ country }) => country))].filter(
    (country) => now() - Date.parse(content.countryNumbers.get(country)?.read ?? '') > YEAR,
  );
  if (old.length > 0)
    findings.push(
      warning(
        `The emergency numbers of ${listed(old)} were last looked up more than a year ago.`,
        'They are what an urgent visitor is told to call.',
        'Check them at their source, correct content/emergency-numbers.yaml and set a new read day.',
      ),
    );
  return findings.length > 0 ? findings : [fine(`${texts.length} texts for ${clinics.length} clinics, all reviewed.`)];
}

const listed = (all: readonly string[]): string =>
  all.slice(0, NAMED).join(', ') + (all.length > NAMED ? ` and ${all.length - NAMED} more` : '');
