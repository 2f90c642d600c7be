// The account: members, tokens, and for the operator tenants and edges.
import {html, nothing} from 'lit';
import {PageElement} from '../element.js';
import {may, session} from '../session.js';
import {t} from '../text.js';
import {notice} from '../parts/problem.js';
import './audit.js';
import './edges.js';
import './members.js';
import './notifications.js';
import './tenants.js';
import './tokens.js';
import './webhooks.js';

class Account extends PageElement {
  render() {
    const current = session();
    const admin = may('admin');
    return html`
      <div class="heading"><h1 tabindex="-1">${t('account.title')}</h1></div>
      <section class="card" aria-labelledby="you-title">
        <h2 id="you-title">${t('account.you')}</h2>
        <dl class="facts facts-row">
          <div><dt>${t('account.name')}</dt><dd class="breakable">${current.name}${current.email ? html` <span class="quiet">${current.email}</span>` : nothing}</dd></div>
          <div><dt>${t('tenant')}</dt><dd>${current.tenant.name}</dd></div>
          <div><dt>${t('account.role')}</dt><dd>${t(`role.${current.role}`)}</dd></div>
        </dl>
      </section>
      ${admin ? html`<mta-members></mta-members><mta-tokens></mta-tokens><mta-webhooks></mta-webhooks>` : notice('info', '', t('account.not-admin'))}
      <mta-notifications></mta-notifications>
      <mta-audit></mta-audit>
      ${current.operator && admin ? html`<mta-tenants></mta-tenants>` : nothing}
      ${current.operator ? html`<mta-edges></mta-edges>` : nothing}`;
  }
}

customElements.define('mta-account', Account);
