// Who did what in the tenant.
import {html, nothing} from 'lit';
import {ago, dateTime} from '../format.js';
import {domainPath} from '../router.js';
import {has, t} from '../text.js';
import {ListElement} from './list.js';

class Audit extends ListElement {
  get path() {
    return '/audit?limit=10';
  }

  render() {
    return html`
      <section class="card" aria-labelledby="audit-title">
        <h2 id="audit-title">${t('audit.title')}</h2>
        ${this.around(html`<ul class="entries">${this.items?.map((one) => html`
          <li><div class="entry-what"><span>${has(`audit.${one.action}`) ? t(`audit.${one.action}`) : one.action.replaceAll('-', ' ')}
            ${one.domain ? html`<a class="breakable" href=${domainPath(one.domain)}>${one.domain}</a>` : nothing} <span class="quiet breakable">${details(one)}</span></span>
            <span class="quiet">· <time datetime=${one.at} title=${dateTime(one.at)}>${ago(one.at)}</time> · ${one.actor}</span></div></li>`)}</ul>`, t('audit.empty'))}
      </section>`;
  }
}

// What people look for; the rest is in the API.
function details({domain, details: {name, member, scope, mode, enabled}}) {
  const said = [name, member, scope && t(`scope.${scope}`), mode && t(`mode.${mode}`), domain && enabled && t(enabled === 'true' ? 'on' : 'off')];
  return said.filter(Boolean).join(', ');
}

customElements.define('mta-audit', Audit);
