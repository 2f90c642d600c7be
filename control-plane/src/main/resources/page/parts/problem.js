// What went wrong, in the words of whoever refused.
import {html, nothing} from 'lit';
import {Unreachable, isLost} from '../api.js';
import {localTimes} from '../format.js';
import {has, t} from '../text.js';
import {findingList} from './findings.js';
import {icon} from './icons.js';

export function problemNotice(error) {
  if (!error) {
    return nothing;
  }
  if (error instanceof Unreachable) {
    // Once there is a connection again, that there was none is no problem any more.
    return isLost() ? notice('error', t('connection.lost'), t('connection.lost-detail')) : nothing;
  }
  return html`
    <div class="notice notice-error" role="alert">
      ${icon('alert')}
      <div>
        <p><strong>${problemTitle(error)}</strong></p>
        ${error.detail ? html`<p lang="en">${localTimes(error.detail)}</p>` : html`<p>${error.message}</p>`}
        ${error.violations?.length
          ? html`<ul lang="en">${error.violations.map((one) => html`<li><code>${one.field}</code> ${one.detail ?? one.message}</li>`)}</ul>`
          : nothing}
        ${error.retryAfter ? html`<p>${t('problem.retry', {seconds: error.retryAfter})}</p>` : nothing}
        ${error.findings?.length ? findingList(error.findings) : nothing}
        ${error.instance ? html`<p>${t('problem.instance')} <code>${error.instance}</code></p>` : nothing}
      </div>
    </div>`;
}

/** What happened, by the problem's type; a newer service may have types that have no words here yet. */
export function problemTitle({type, title}) {
  const key = `problem.${type.replace('/problems/', '')}`;
  return has(key) ? t(key) : title ? html`<span lang="en">${title}</span>` : t('problem');
}

/** A box with a sign: `kind` is error, warning, info or good. */
export function notice(kind, heading, content, {live = false} = {}) {
  const sign = {error: 'alert', warning: 'alert', info: 'info', good: 'check'}[kind];
  return html`
    <div class="notice notice-${kind}" role=${live ? 'status' : nothing}>
      ${icon(sign)}
      <div>
        ${heading ? html`<p><strong>${heading}</strong></p>` : nothing}
        ${typeof content === 'string' ? html`<p>${content}</p>` : content}
      </div>
    </div>`;
}
