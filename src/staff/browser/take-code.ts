/** Puts the code of a one-time link into its field and takes it out of the address, and so out of the history. */
export function takeCode(): void {
  const field = document.getElementById('code');
  if (!(field instanceof HTMLInputElement) || location.hash.length < 2) return;
  field.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
}
