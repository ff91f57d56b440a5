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
  'requests.exported': 'saved requests as CSV',
  'visit.read': 'read the conversation',
  'visit.wrote': 'wrote to the visitor',
  'work.revived': 'had its notice sent again',
  'audit.read': 'read the audit',
};

/** What an audit entry says, after the name of who did it. */
export const auditWords = (what: string): string => words[what] ?? what;
