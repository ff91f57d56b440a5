const words: Readonly<Record<string, string>> = {
  'session.began': 'signed in',
  'account.made': 'made their account',
  'account.invited': 'made an invitation',
  'account.changed': 'changed an account',
  'account.link-made': 'made a new sign-in link',
  'account.password-set': 'set a password by link',
  'account.password-changed': 'changed their password',
  'request.read': 'read it',
  'request.claimed': 'claimed it',
  'request.given-back': 'gave it back',
  'request.closed': 'closed it',
  'request.reopened': 'opened it again',
  'request.noted': 'added a note',
  'request.erased': 'erased it',
  'request.wrongly-proven': 'named a wrong phone number or e-mail to cancel it',
  'requests.exported': 'saved requests as CSV',
  'visit.read': 'read the conversation',
  'visit.wrote': 'wrote to the visitor',
  'visit.erased': 'erased the chat it came from',
  'work.revived': 'had its notice sent again',
  'audit.read': 'read the audit',
  'notices.code-made': 'made a code for notices in Teams or Slack',
  'notices.begun': 'takes notices from now on',
  'notices.ended': 'takes no more notices',
};

/** What an audit entry says, after the name of who did it. */
export const auditWords = (what: string): string => words[what] ?? what;
