/** What the page itself says. What the bot says is in `content/`. */
export const words = {
  assistantSaid: 'Assistant:',
  visitorSaid: 'You:',
  somebody: 'A person',
  personSaid: (name: string): string => `${name}, from the clinic`,
  /** No number first: it would be read as part of the one to call that comes before it. */
  choices: (labels: readonly string[]): string =>
    `${labels.length === 1 ? 'Choice' : 'Choices'}: ${labels.join('; ')}.`,
  notSentYet: 'Not sent yet. It goes out when the connection is back.',
  notTaken: 'This could not be sent. Please shorten it and send it again.',
  afresh: 'The earlier conversation has ended. This is a new one.',
  writeFirst: 'Write a message first.',
  counter: (length: number, limit: number): string => `${count(length)} of ${count(limit)} characters`,
  tooLong: (limit: number): string =>
    `Over ${count(limit)} characters. All of it is checked for urgent signs; the end is not used for the answer.`,
  startOver: 'Start over',
  forgetMe: 'Forget me',
  talkToPerson: 'Talk to a person',
  askToStartOver: 'Start over? What was said stays above.',
  askToForget: 'Erase this conversation, here and at the clinic’s server? It cannot be brought back.',
  addToCalendar: 'Add to calendar',
  wasHelpful: 'Was this helpful?',
  yes: 'Yes',
  no: 'No',
  general: 'General information',
  sources: (count: number): string => (count === 1 ? '1 source' : `${count} sources`),
  reviewPending: 'review pending',
  reviewedBy: (name: string): string => `reviewed by ${name}`,
  until: (day: string): string => `valid until ${day}`,
  notReviewed: 'No clinician has checked this text yet.',
  enlarge: 'Enlarge',
  closePicture: 'Close the picture',
  leave: 'Leave this page now (Esc)',
  transcriptOf: (time: string): string => `Conversation saved on ${time}`,
  transcriptNote: 'The assistant is automated and gives general information, not a diagnosis.',
  sourcesAre: (names: readonly string[]): string => `Sources: ${names.join('; ')}`,
  newTab: '(opens in a new tab)',
} as const;

const count = (number: number): string => number.toLocaleString('en');
