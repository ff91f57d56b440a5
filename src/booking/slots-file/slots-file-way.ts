import { z } from 'zod';

/** A clinic that publishes its free times as files: SMART Scheduling Links. Visitors book on the clinic's own page. */
export const slotsFileWaySchema = z
  .strictObject({
    way: z.literal('slots-file'),
    /** Where the list of files is. */
    manifest: z
      .url({ protocol: /^https$/, error: 'must be an https address' })
      .regex(/\/\$bulk-publish$/, 'a manifest ends in /$bulk-publish'),
    /** Hosts that files and booking links may be on. */
    hosts: z
      .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a host in lower case, such as book.harbor.example'))
      .min(1)
      .max(10),
    /** The Location id of each of our places. None: every location in the files is the clinic's. */
    places: z.record(z.string(), z.string().regex(/^[A-Za-z0-9\-._]{1,64}$/, 'a Location id, without "Location/"')),
    note: z.string().max(160).optional(),
  })
  .refine(({ manifest, hosts }) => !URL.canParse(manifest) || hosts.includes(new URL(manifest).host), {
    path: ['hosts'],
    error: "must list the manifest's own host too",
  });
/** A clinic's `slots-file` way. */
export type SlotsFileWay = z.infer<typeof slotsFileWaySchema>;
