// Where a domain stands, in one word, with a sign and a colour of its own.
import {html} from 'lit';
import {t} from '../text.js';
import {icon} from './icons.js';

const SIGNS = {active: 'check', verifying: 'clock', error: 'alert', inactive: 'off'};

export function statusBadge(status, large = false) {
  return html`<span class="badge badge-${status} ${large ? 'badge-large' : ''}">${icon(SIGNS[status] ?? 'info')}${t(`status.${status}`)}</span>`;
}

/** Where something is not known yet. */
export function unknown() {
  return html`<span class="faint"><span aria-hidden="true">–</span><span class="off-screen">${t('none-yet')}</span></span>`;
}

export function modeTag(mode) {
  return mode ? html`<span class="tag tag-${mode}">${t(`mode.${mode}`)}</span>` : unknown();
}
