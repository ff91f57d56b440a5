/** Topics that visitors mix up: when two of a group are close, both are offered and neither is said outright. */
const GROUPS: readonly (readonly string[])[] = [
  ['back-causes-foot', 'link-back-foot', 'sciatica-foot'],
  ['tingling-numb-feet', 'neuropathy-diabetes', 'pinched-nerve'],
  ['when-to-see-doctor', 'red-flags', 'outlook'],
  ['causes-both', 'link-back-foot'],
  ['plantar-fasciitis', 'causes-foot-pain'],
  ['desk-ergonomics', 'posture-tips', 'posture-effect'],
  ['overpronation', 'flat-feet'],
  ['who-to-see', 'podiatrist-role', 'orthopedist-role'],
  ['physical-exam', 'diagnosis-overview', 'first-visit'],
  ['treatment-overview', 'home-relief', 'services'],
  ['acupuncture-risks', 'acupuncture-who-should-avoid', 'acupuncture-pregnancy'],
  ['acupuncture-evidence', 'acupuncture-mechanism'],
  ['acupuncture-session', 'acupuncture-session-length', 'first-visit'],
  ['price', 'free-consultation', 'insurance'],
  ['book-appointment', 'cancel-reschedule', 'contact'],
];

/** Whether visitors mix up these two topics. */
export const areMixedUp = (one: string, other: string): boolean =>
  GROUPS.some((group) => group.includes(one) && group.includes(other));
