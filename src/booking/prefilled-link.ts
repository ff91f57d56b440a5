import type { Way } from '../content/clinic-schema.ts';

type LinkWay = Extract<Way, { way: 'link' }>;

/** What the visitor typed for a booking, and our reference. */
export type Prefill = Readonly<Partial<Record<'name' | 'email' | 'phone' | 'reference', string>>>;

/** The clinic's scheduling page, its form filled with what the visitor typed for it, in the parameters that it documents. Nothing else goes with it. */
export function prefilledLink({ url, prefill }: LinkWay, { name, email, phone, reference }: Prefill): string {
  const page = new URL(url);
  const set = (parameters: Readonly<Record<string, string | undefined>>): void => {
    for (const [key, value] of Object.entries(parameters)) if (value) page.searchParams.set(key, value);
  };
  const cut = name?.lastIndexOf(' ') ?? -1;
  const first = cut < 0 ? name : name?.slice(0, cut);
  const last = cut < 0 ? undefined : name?.slice(cut + 1);
  if (prefill === 'cal.com') set({ name, email, 'metadata[ref]': reference });
  if (prefill === 'calendly') set({ first_name: first, last_name: last, email, utm_content: reference });
  if (prefill === 'acuity') set({ firstName: first, lastName: last, phone, email });
  return page.href;
}
