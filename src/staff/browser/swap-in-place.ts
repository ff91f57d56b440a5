const QUIET = { 'Plumbline-Refresh': '1' };

/** Filters and pages change the list without a page jump; a list that says so renews itself while it is looked at. */
export function swapInPlace(): void {
  let shown = location.search;
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-swap]') : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!(link instanceof HTMLAnchorElement) || !plain) return;
    event.preventDefault();
    void swap(link.href, {}).then((swapped) => {
      if (!swapped) return location.assign(link.href);
      history.pushState(null, '', link.href);
      shown = location.search;
    });
  });
  addEventListener('popstate', () => {
    if (location.search !== shown) location.reload();
  });

  const seconds = Number(document.querySelector<HTMLElement>('[data-renews]')?.dataset.renews);
  if (!seconds) return;
  setInterval(() => {
    const writing = document.activeElement?.closest('main input, main textarea, main select');
    if (document.visibilityState === 'visible' && !writing) void swap(location.href, QUIET);
  }, seconds * 1_000);
}

/** Fetches a page and puts its part in place of ours; false when it could not be had. Focus stays on the same link. */
async function swap(url: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
  const response = await fetch(url, { headers }).catch(() => null);
  if (response?.status === 401) location.reload();
  if (!response?.ok || response.redirected) return false;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const [ours, theirs] = [document.getElementById('main'), fresh.getElementById('main')];
  if (!ours || !theirs) return false;
  const focused = document.activeElement?.closest<HTMLAnchorElement>('main a');
  ours.replaceChildren(...theirs.childNodes);
  document.title = fresh.title;
  const same = [...ours.querySelectorAll('a')].find(
    ({ href, text }) => href === focused?.href && text === focused.text,
  );
  same?.focus({ preventScroll: true });
  return true;
}
