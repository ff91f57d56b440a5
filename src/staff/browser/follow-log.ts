const EVERY_MS = 2_000;

/** Appends what is said in a conversation as it is said, and tells when a colleague changed it. */
export function followLog(): void {
  const log = document.querySelector<HTMLElement>('[data-log]');
  if (!log) return;
  let { seq = '0' } = log.dataset;
  let timer: ReturnType<typeof setTimeout>;
  document.documentElement.classList.add('follows');
  log.scrollTop = log.scrollHeight;

  const look = async (): Promise<void> => {
    if (document.visibilityState === 'visible') await append().catch(() => undefined);
    timer = setTimeout(look, EVERY_MS);
  };

  async function append(): Promise<void> {
    const response = await fetch(`${log?.dataset.log}?after=${seq}`, { headers: { 'Plumbline-Refresh': '1' } });
    if (response.status === 401 || response.status === 404) return tellChanged();
    if (!response.ok || !log) return;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    const before = [...log.querySelectorAll<HTMLElement>('[data-entry]')];
    log.firstElementChild?.insertAdjacentHTML('beforeend', await response.text());
    const now = [...log.querySelectorAll<HTMLElement>('[data-entry]')].slice(before.length);
    for (const { dataset } of now) before.find((old) => old.dataset.entry === dataset.entry)?.remove();
    seq = response.headers.get('Plumbline-Seq') ?? seq;
    if (atEnd) log.scrollTop = log.scrollHeight;
    if (response.headers.get('Plumbline-Revision') !== log.dataset.revision) tellChanged();
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    void look();
  });
  timer = setTimeout(look, EVERY_MS);
}

function tellChanged(): void {
  const notice = document.querySelector<HTMLElement>('[data-changed]');
  if (notice) notice.hidden = false;
}
