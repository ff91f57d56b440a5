/** What the page itself says. What the bot says is in `content/`. */
export const words = {
  assistantSaid: 'Assistant:',
  visitorSaid: 'You:',
  choicesBelow: (count: number): string => (count === 1 ? 'One choice below.' : `${count} choices below.`),
  notSentYet: 'Not sent yet. It goes out when the connection is back.',
  notTaken: 'This could not be sent. Please shorten it and send it again.',
  afresh: 'The earlier conversation has ended. This is a new one.',
  writeFirst: 'Write a message first.',
  counter: (length: number, limit: number): string => `${count(length)} of ${count(limit)} characters`,
  tooLong: (limit: number): string =>
    `Over ${count(limit)} characters. All of it is checked for urgent signs; the end is not used for the answer.`,
  startOver: 'Start over',
  sources: 'Sources',
  reviewPending: 'review pending',
  reviewedBy: (name: string): string => `reviewed by ${name}`,
  until: (month: string): string => `until ${month}`,
  holdsUntil: (day: string): string => `holds until ${day}`,
  notReviewed: 'No clinician has checked this text yet.',
  leave: 'Leave this page now (Esc)',
  newTab: '(opens in a new tab)',
} as const;

const count = (number: number): string => number.toLocaleString('en');
