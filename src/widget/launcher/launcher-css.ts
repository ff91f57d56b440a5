import type { ClinicFacts } from '../facts.ts';

/**
 * Styles of the launcher. Inside a shadow root `!important` wins over the page's own `!important`, so `:host` stays put
 * whatever the page says of all elements. Tokens as in `styles/tokens.css`.
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
  --brand: ${light.brand}; --on-brand: ${light.onBrand};
  --ink: #17262b; --soft: #4c6067; --line: #d5dfe0; --card: #ffffff; --red: #b3261e; --on-red: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :host {
    --brand: ${dark.brand}; --on-brand: ${dark.onBrand};
    --ink: #e9f0f0; --soft: #a9bcbf; --line: #2b3a3d; --card: #162124; --red: #ff8a80; --on-red: #2b0d0b;
  }
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
svg { width: 24px; height: 24px; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
button { font: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 3px; }
.launcher {
  position: fixed;
  inset-block-end: calc(20px + env(safe-area-inset-bottom, 0px));
  inset-inline-end: calc(20px + env(safe-area-inset-right, 0px));
  display: grid;
  place-items: center;
  width: 56px;
  height: 56px;
  padding: 0;
  border: 2px solid var(--card);
  border-radius: 18px;
  background: var(--brand);
  color: var(--on-brand);
  box-shadow: 0 2px 10px rgb(0 0 0 / 0.22);
}
.launcher svg { width: 30px; height: 30px; stroke-width: 1.7; }
.launcher:hover { box-shadow: 0 4px 16px rgb(0 0 0 / 0.3); }
:host([open]) .when-closed, :host(:not([open])) .when-open { display: none; }
.badge {
  position: absolute;
  inset-block-start: -5px;
  inset-inline-end: -5px;
  width: 16px;
  height: 16px;
  border: 2px solid var(--card);
  border-radius: 50%;
  background: var(--ink);
}
.panel {
  position: fixed;
  inset-block-end: calc(88px + env(safe-area-inset-bottom, 0px));
  inset-inline-end: calc(20px + env(safe-area-inset-right, 0px));
  display: flex;
  flex-direction: column;
  width: 400px;
  height: min(720px, 100vh - 108px);
  height: min(720px, 100dvh - 108px);
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: 18px;
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
.emergency { min-height: 54px; border-color: var(--red); background: var(--red); color: var(--on-red); font-size: 18px; }
.emergency:focus-visible { outline-color: var(--ink); }
.again { margin-top: 20px; }
@keyframes arrive { from { opacity: 0; transform: translateY(6px); } }
@media (max-width: 480px), (max-height: 480px) {
  .panel {
    inset: var(--top, 0) 0 auto;
    width: auto;
    height: var(--height, 100dvh);
    border: 0;
    border-radius: 0;
  }
  :host([open]) .launcher { display: none; }
}
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
@media (forced-colors: active) { .launcher, .panel { border-color: CanvasText; } }
@media print { :host { display: none !important; } }
`;
