import { words } from './words.ts';

/** The parts of the form. */
export interface ComposerParts {
  readonly form: HTMLFormElement;
  readonly box: HTMLTextAreaElement;
  readonly send: HTMLButtonElement;
  readonly hint: HTMLElement;
}

/** Characters of a message that are kept; all of it is checked for urgent signs. */
const LIMIT = 2_000;
const NEAR_LIMIT = 1_800;

/** Enter sends, Shift and Enter makes a new line, and a word still being composed is left alone. */
export function startComposer({ form, box, send, hint }: ComposerParts, say: (text: string) => void): void {
  const refresh = (): void => {
    const { length } = box.value;
    send.setAttribute('aria-disabled', String(box.value.trim() === ''));
    hint.textContent = length > LIMIT ? words.tooLong(LIMIT) : length > NEAR_LIMIT ? words.counter(length, LIMIT) : '';
    grow();
  };
  const grow = (): void => {
    if (CSS.supports('field-sizing', 'content')) return;
    box.style.blockSize = 'auto';
    box.style.blockSize = `${box.scrollHeight + 2}px`;
  };
  const submit = (): void => {
    const text = box.value.trim();
    if (text) {
      box.value = '';
      refresh();
      say(text);
    } else hint.textContent = words.writeFirst;
    box.focus();
  };
  box.addEventListener('input', refresh);
  addEventListener('resize', grow);
  box.addEventListener('keydown', (event) => {
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  refresh();
}
