const isOurs = (state: unknown): boolean => Object(state).plumbline === true;

/** Where the chat covers the page, going back closes it: opening adds an entry to the history, with the page's own state in it. */
export interface BackButton {
  opened(): void;
  closed(): void;
}

/** `follow` is told whether the entry that the browser went to has the chat open; at once when a reload did. */
export function watchBackButton(follow: (open: boolean) => void): BackButton {
  window.addEventListener('popstate', ({ state }) => follow(isOurs(state)));
  if (isOurs(history.state)) follow(true);
  return {
    opened: () => {
      if (!isOurs(history.state)) history.pushState({ ...Object(history.state), plumbline: true }, '');
    },
    closed: () => {
      if (isOurs(history.state)) history.back();
    },
  };
}
