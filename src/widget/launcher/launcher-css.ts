import type { ClinicFacts } from '../facts.ts';

/**
 * Styles of the launcher. Inside a shadow root `!important` wins over the page's own `!important`, so `:host` stays put
 * whatever the page says of all elements. Tokens as in `styles/tokens.css`. The page's own say is `--plumbline-…`.
 */
export const launcherCss = ({ light, dark }: ClinicFacts): string => `
:host {
  all: initial !important;
  display: block !important;
  visibility: visible !important;
  opacity: 1 !important;
  pointer-events: auto !important;
  position: fixed !important;
  inset: auto 0 0 auto !important;
  z-index: 2147483647 !important;
  color-scheme: light dark !important;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif !important;
  ${important({ ...light, ink: '#17262b', soft: '#4c6067', line: '#d5dfe0', card: '#ffffff', red: '#b3261e', onRed: '#ffffff' })}
}
@media (prefers-color-scheme: dark) {
  :host {
    ${important({ ...dark, ink: '#e9f0f0', soft: '#a9bcbf', line: '#2b3a3d', card: '#162124', red: '#ff8a80', onRed: '#2b0d0b' })}
  }
}
*, ::before, ::after { box-sizing: border-box; }
.region { --size: max(44px, var(--plumbline-size, 56px)); }
[hidden] { display: none !important; }
svg { width: 24px; height: 24px; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
button { font: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 3px; }
.launcher {
  position: fixed;
  inset-block-end: calc(var(--plumbline-offset-block, 20px) + env(safe-area-inset-bottom, 0px));
  inset-inline-end: calc(var(--plumbline-offset-inline, 20px) + env(safe-area-inset-right, 0px));
  display: grid;
  place-items: center;
  width: var(--size);
  height: var(--size);
  padding: 0;
  border: 2px solid var(--card);
  border-radius: var(--plumbline-radius, 18px);
  background: var(--brand);
  color: var(--onBrand);
  box-shadow: 0 2px 10px rgb(0 0 0 / 0.22);
}
.launcher svg { width: 30px; height: 30px; stroke-width: 1.7; }
.launcher:hover { box-shadow: 0 4px 16px rgb(0 0 0 / 0.3); }
:host([open]) .when-closed, :host(:not([open])) .when-open { display: none; }
.badge {
  position: absolute;
  inset-block-start: -9px;
  inset-inline-end: -9px;
  min-width: 24px;
  padding: 0 5px;
  border: 2px solid var(--card);
  border-radius: 12px;
  background: var(--ink);
  color: var(--card);
  font-size: 13px;
  font-weight: 700;
  line-height: 20px;
}
.panel {
  position: fixed;
  --below: calc(var(--plumbline-offset-block, 20px) + var(--size) + 12px + env(safe-area-inset-bottom, 0px));
  inset-block-end: var(--below);
  inset-inline-end: calc(var(--plumbline-offset-inline, 20px) + env(safe-area-inset-right, 0px));
  display: flex;
  flex-direction: column;
  width: var(--plumbline-width, 400px);
  max-width: calc(100vw - 40px);
  height: min(var(--plumbline-height, 720px), 100vh - var(--below) - 20px);
  height: min(var(--plumbline-height, 720px), 100dvh - var(--below) - 20px);
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: var(--plumbline-radius, 18px);
  background: var(--card);
  color: var(--ink);
  box-shadow: 0 12px 40px rgb(0 0 0 / 0.18);
  animation: arrive 0.15s ease-out;
}
iframe { flex: 1; width: 100%; min-height: 0; border: 0; background: var(--card); }
.waiting { position: absolute; width: 0; height: 0; visibility: hidden; }
.instead { flex: 1; padding: 16px 20px 20px; overflow: auto; }
.top { display: flex; align-items: center; justify-content: space-between; gap: 12px; }
h2 { margin: 0; font-size: 17px; line-height: 1.3; }
p { margin: 12px 0; }
.close {
  display: grid;
  place-items: center;
  flex: none;
  width: 44px;
  height: 44px;
  padding: 0;
  border: 1px solid transparent;
  border-radius: 12px;
  background: none;
  color: var(--soft);
}
.calls { display: grid; gap: 10px; }
.calls p { margin: 10px 0 0; }
a, .again {
  display: grid;
  place-items: center;
  width: 100%;
  min-height: 48px;
  padding: 8px 16px;
  border: 1.5px solid var(--brand);
  border-radius: 12px;
  background: none;
  color: var(--brand);
  font-weight: 600;
  text-align: center;
  text-decoration: none;
  overflow-wrap: anywhere;
}
.emergency { min-height: 54px; border-color: var(--red); background: var(--red); color: var(--onRed); font-size: 18px; }
.emergency:focus-visible { outline-color: var(--ink); }
.again { margin-top: 20px; }
@keyframes arrive { from { opacity: 0; transform: translateY(6px); } }
@media (max-width: 480px), (max-height: 480px) {
  .panel {
    inset: var(--top, 0) 0 auto;
    width: auto;
    max-width: none;
    height: var(--height, 100dvh);
    padding: env(safe-area-inset-top, 0px) env(safe-area-inset-right, 0px) env(safe-area-inset-bottom, 0px) env(safe-area-inset-left, 0px);
    border: 0;
    border-radius: 0;
  }
  :host([open]) .launcher { display: none; }
}
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
@media (forced-colors: active) { .launcher, .panel { border-color: CanvasText; } }
@media print { :host { display: none !important; } }
`;

/** Custom properties that the page cannot change. */
const important = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `--${name}: ${value} !important;`)
    .join(' ');
