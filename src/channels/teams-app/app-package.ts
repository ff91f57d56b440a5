import type { Clinic } from '../../content/clinic-schema.ts';
import { colorIcon, outlineIcon } from './icons.ts';
import { type AppFacts, teamsManifest } from './manifest.ts';
import { zipFiles } from './zip-files.ts';

/** A clinic's Teams app as the zip that is uploaded: manifest and icons. Throws a ZodError when Teams would refuse it. */
export const appPackage = (clinic: Clinic, facts: AppFacts): Buffer =>
  zipFiles({
    'manifest.json': Buffer.from(`${JSON.stringify(teamsManifest(clinic, facts), null, 2)}\n`),
    'color.png': colorIcon(clinic.brand.color),
    'outline.png': outlineIcon(),
  });
