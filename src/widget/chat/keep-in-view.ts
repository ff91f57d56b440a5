/** The keyboard of a phone covers the page: from now on the chat keeps to what is left. In a frame, the page around it does so. */
export function keepInView(view: VisualViewport | null = window.visualViewport): void {
  const adjust = (): void => {
    if (view?.scale !== 1) return;
    document.documentElement.style.setProperty('--height', `${view.height}px`);
    document.documentElement.style.setProperty('--top', `${view.offsetTop}px`);
  };
  for (const change of ['resize', 'scroll']) view?.addEventListener(change, adjust);
  adjust();
}
