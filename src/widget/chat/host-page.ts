/** What passes between the chat and the page that it is shown on. Nothing that anyone wrote is among it. */
export type ToHost = 'ready' | 'close' | 'unread' | 'leave' | 'booked';
/** `shown` when it opened by itself: focus stays where it is. */
export type ToChat = 'opened' | 'shown' | 'closed';

/** Where someone goes who must leave at once: a page that says nothing about them. */
export const ELSEWHERE = 'https://www.google.com/';

/** The page around us, when there is one. */
export interface HostPage {
  readonly framed: boolean;
  post(message: ToHost): void;
}

/** Speaks to the page that the launcher named, and hears that page only. */
export function hostPage(hear: (message: ToChat) => void): HostPage {
  const framed = window.parent !== window;
  const origin = framed ? hostOrigin(location.hash) : null;
  if (origin !== null) {
    window.addEventListener('message', (event) => {
      if (event.source !== window.parent || event.origin !== origin) return;
      const message: unknown = event.data?.plumbline;
      if (message === 'opened' || message === 'shown' || message === 'closed') hear(message);
    });
  }
  return {
    framed,
    post: (message) => {
      if (origin !== null) window.parent.postMessage({ plumbline: message }, origin);
    },
  };
}

/** The origin in `#host=…`, when it is one and, where the browser tells, the true one. */
export function hostOrigin(
  hash: string,
  ancestors: DOMStringList | undefined = location.ancestorOrigins,
): string | null {
  const named = new URLSearchParams(hash.slice(1)).get('host') ?? '';
  if (!URL.canParse(named) || !/^https?:$/.test(new URL(named).protocol)) return null;
  const { origin } = new URL(named);
  return origin === named && (ancestors?.[0] ?? origin) === origin ? origin : null;
}
