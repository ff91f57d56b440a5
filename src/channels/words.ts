/** What channels say themselves: on buttons of theirs, and where others read along. What the bot says is in `content/`. */
export const words = {
  send: 'Send',
  choices: 'Your answer',
  pickOne: 'Pick one first.',
  opens: (line: string): string => `${line} ▾`,
  showSources: 'Show or hide the sources',
  chosen: (label: string): string => `✓ ${label}`,
  taken: 'Thank you.',
  inPrivate: 'Continue in private',
  heldBack: (emergency: string): string =>
    `Others can read this chat, so I answer questions about health in private. If you feel very unwell, call ${emergency} now.`,
  askInPrivate: 'Please send me a direct message.',
  sharedEmergency: {
    heading: (emergency: string): string => `Please call ${emergency} now`,
    text: 'What you wrote can need emergency care. Call now, or have someone take you to the nearest emergency department. Do not drive yourself, and do not wait for a reply from us.\n\nOthers can read this chat, so I say no more here.',
  },
  sharedUrgent: {
    heading: 'Please do not leave this for later',
    text: (emergency: string): string =>
      `What you wrote should be looked at today: call your doctor. If it gets worse, call ${emergency}.\n\nOthers can read this chat, so I say no more here.`,
  },
  call: (number: string): string => `Call ${number}`,
  lateAnswer: (choice: string, emergency: string): string =>
    `**I go by your first answer to that question**, so “${choice}” does not count now. If it is right, write what you notice in your own words, so that I can check it. If you feel very unwell, call ${emergency} now.`,
  edited:
    'I saw that you changed a message. I checked it for urgent signs and found none, and I go by what you wrote first. If the change matters, please send it as a new message.',
  editedForStaff:
    'I saw that you changed a message. The clinic sees it as it is now. I checked it for urgent signs and found none; my own answers go by what you wrote first.',
  noticesHere: (clinic: string): string =>
    `Notices of ${clinic} come here from now on: the reference of each request and a link to it, never who asked or why. To end them, write “notices stop” to me here.`,
  noticesAlready: 'Notices come here already.',
  noticesCodeVoid:
    'That code does not work. Codes are made on the server with “npm run staff-chat”; each works once, for an hour.',
  noticesStop: 'No more notices come here.',
} as const;
