// What a check found: what to do first, then who saw what.
import {html, nothing} from 'lit';
import {ago, clock, dateTime, localTimes} from '../format.js';
import {has, t} from '../text.js';
import {icon} from './icons.js';

const SIGNS = {error: 'alert', warning: 'alert', info: 'info'};
const RANK = {error: 0, warning: 1, info: 2};

export function findingList(findings) {
  const sorted = [...findings].sort((one, other) => RANK[one.severity] - RANK[other.severity]);
  return html`<ul class="findings">${sorted.map(findingItem)}</ul>`;
}

export function findingTitle(code) {
  return has(`finding.${code}`) ? t(`finding.${code}`) : code.replaceAll('-', ' ');
}

function findingItem(finding) {
  return html`
    <li class="finding finding-${finding.severity}">
      ${icon(SIGNS[finding.severity])}
      <div>
        <p class="finding-title"><strong>${findingTitle(finding.code)}</strong> <span class="quiet breakable">${finding.subject}</span></p>
        <p class="breakable" lang="en">${localTimes(finding.advice)}</p>
        ${finding.found?.length ? seen(finding.found) : nothing}
      </div>
    </li>`;
}

function seen(found) {
  return html`
    <details class="seen">
      <summary>${t('finding.seen-by')}</summary>
      <ul>
        ${found.map((one) => html`<li class="breakable">
          <code>${one.value || t('finding.nothing')}</code>
          <span class="quiet">${t('finding.server', {server: one.server, time: clock(one.at), ago: ago(one.at)})}${remembered(one)}</span>
        </li>`)}
      </ul>
    </details>`;
}

function remembered(one) {
  if (!one.ttl_left) {
    return '';
  }
  return ` ${t('finding.remembered', {until: dateTime(new Date(Date.parse(one.at) + one.ttl_left * 1000))})}`;
}
