// Small drawings beside words; words alone say it too, so that they are hidden from screen readers.
import {html, svg} from 'lit';

const PATHS = {
  check: svg`<path d="m3.5 8.5 3 3 6-7"/>`,
  clock: svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.500V8l2.5 1.5"/>`,
  alert: svg`<path d="M8 2 1.5 13.500h13zM8 6.500v3.200M8 11.6v.1"/>`,
  info: svg`<circle cx="8" cy="8" r="6"/><path d="M8 7.300v4M8 4.7v.1"/>`,
  off: svg`<circle cx="8" cy="8" r="6"/><path d="M5.5 8h5"/>`,
  cross: svg`<path d="m4 4 8 8m0-8-8 8"/>`,
  gear: svg`<circle cx="8" cy="8" r="4.6"/><circle cx="8" cy="8" r="1.7"/><circle cx="8" cy="8" r="6.1" stroke-width="2" stroke-dasharray="2 2.79" stroke-linecap="butt"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 3.500v-1h-8v8h1"/>`,
  search: svg`<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>`,
  plus: svg`<path d="M8 3v10M3 8h10"/>`,
  refresh: svg`<path d="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3"/>`,
  theme: svg`<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>`,
  out: svg`<path d="M6.5 2.500h-4v11h4M6.5 8h7M10.5 5l3 3-3 3"/>`,
  lock: svg`<rect x="3" y="7" width="10" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>`,
  shield: svg`<path d="M8 1.7 2.8 3.6v3.900c0 3.3 2.2 5.8 5.2 6.8 3-1 5.2-3.5 5.2-6.800V3.6z"/>`,
  up: svg`<path d="m4 10 4-4 4 4"/>`,
  down: svg`<path d="m4 6 4 4 4-4"/>`,
  back: svg`<path d="m9.5 3.5-4.5 4.5 4.5 4.5"/>`,
};

export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
}
