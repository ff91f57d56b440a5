const JOINED: readonly string[] = ['staff.joined', 'staff.someone-joined'];
const LEFT: readonly string[] = [
  'staff.left',
  'person.could-not-join',
  'forget.done',
  'forget.done-marked',
  'fallback.started-afresh',
];

/** Whether a person at the clinic answers once these lines are said, when they did or did not before. */
export const hasPerson = (before: boolean, lines: readonly string[]): boolean =>
  lines.some((line) => JOINED.includes(line)) || (before && !lines.some((line) => LEFT.includes(line)));
