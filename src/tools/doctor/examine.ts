import { type Config, ConfigFaults, readConfig } from '../../config.ts';
import type { Content } from '../../content/content-schema.ts';
import { ContentFaults, loadContent } from '../../content/load-content.ts';
import type { Examined } from './examined.ts';

/** Reads what there is to look at. What is wrong in the environment or the content is noted, and the rest still read. */
export function examine({
  folder,
  environment,
  now,
  newId,
}: Pick<Examined, 'folder' | 'environment' | 'now' | 'newId'>): Examined {
  const { config, faults: configFaults } = usableConfig(environment);
  const reach = { allowPrivate: config.allowPrivate, allowLoopbackHttp: false };
  const { content, faults: contentFaults } = usableContent(config.contentDir);
  return { folder, environment, config, configFaults, content, contentFaults, reach, now, newId };
}

/** The configuration without the variables that are wrong, and what is wrong with them. */
function usableConfig(environment: Examined['environment']): { config: Config; faults: readonly string[] } {
  try {
    return { config: readConfig(environment), faults: [] };
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    const faults = error.message.split('\n').slice(1);
    const wrong = new Set(faults.flatMap((fault) => fault.split(':')[0]?.match(/[A-Z][A-Z_]+/g) ?? []));
    const kept = Object.entries(environment).filter(([name]) => !wrong.has(name));
    if (kept.length === Object.keys(environment).length) throw error;
    const rest = usableConfig(Object.fromEntries(kept));
    return { config: rest.config, faults: [...faults.map((fault) => fault.trim()), ...rest.faults] };
  }
}

function usableContent(folder: string): { content: Content; faults: readonly string[] } {
  try {
    return { content: loadContent(folder), faults: [] };
  } catch (error) {
    if (error instanceof ContentFaults)
      return { content: NONE, faults: error.faults.map(({ file, line, message }) => `${file}:${line} ${message}`) };
    return { content: NONE, faults: [error instanceof Error ? error.message : 'it cannot be read'] };
  }
}

const none = new Map<string, never>();
const NONE: Content = {
  hash: '',
  languages: {},
  redFlags: none,
  notes: none,
  clinics: none,
  countryNumbers: none,
  sources: none,
  pictures: none,
};
