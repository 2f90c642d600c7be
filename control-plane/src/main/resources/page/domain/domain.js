// Hosted MTA-STS of one domain.
import {html, nothing} from 'lit';
import {PageElement} from '../element.js';
import {ago, dateTime} from '../format.js';
import {announce} from '../parts/announce.js';
import {statusBadge} from '../parts/badge.js';
import {findingList} from '../parts/findings.js';
import {icon} from '../parts/icons.js';
import {notice, problemNotice} from '../parts/problem.js';
import {go} from '../router.js';
import {may, session} from '../session.js';
import {t} from '../text.js';
import {domainMenu, openDmarc} from './actions.js';
import {DomainModel} from './model.js';
import './checks.js';
import './disable.js';
import './history.js';
import './import.js';
import './policy-form.js';
import './progress.js';
import './records.js';
import './served.js';

class DomainPage extends PageElement {
  static properties = {name: {}, tick: {state: true}};
  #model = null;
  #status = null;
  #menu = (domain) => domainMenu(domain, (gone) => (gone ? go('/') : this.#model.read()));

  connectedCallback() {
    super.connectedCallback();
    this.#model = new DomainModel(this.name, () => this.#changed());
    this.#model.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#model.stop();
  }

  render() {
    const {state, error} = this.#model;
    return html`
      <nav class="crumbs" aria-label=${t('crumbs')}><a href="/">${icon('back')}${t('overview.title')}</a></nav>
      ${this.#heading(state)}
      ${error && error.status !== 404 ? problemNotice(error) : nothing}
      ${error?.status === 404 ? this.#unknown() : nothing}
      ${state ? this.#sections(state) : error ? nothing : html`<div class="ghost-page" aria-busy="true" aria-label=${t('loading')}></div>`}`;
  }

  #heading(state) {
    return html`
      <div class="heading">
        <div>
          <h1 tabindex="-1" class="breakable">${state?.domain.unicode_name ?? this.name}</h1>
          ${state && state.domain.unicode_name !== state.domain.name ? html`<p class="quiet breakable">${state.domain.name}</p>` : nothing}
          ${state?.domain.tags.length ? html`<p class="tags"><span class="off-screen">${t('tags.title')}</span>${state.domain.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</p>` : nothing}
        </div>
        ${state ? html`<mta-menu .label=${t('gear.of', {domain: state.domain.unicode_name})} .subject=${state.domain} .items=${this.#menu}></mta-menu>` : nothing}
      </div>`;
  }

  #unknown() {
    return html`<div class="empty card"><h2>${t('domain.unknown')}</h2><p>${t('domain.unknown-text')}</p><a class="button" href="/">${t('overview.title')}</a></div>`;
  }

  #sections(state) {
    const {mtaSts, dmarc} = state;
    const gated = dmarc.gate === 'on' && dmarc.state !== 'on';
    const off = mtaSts.status === 'inactive';
    const again = () => this.#model.read();
    return html`
      ${this.#statusCard(state)}
      ${gated && (off || dmarc.enabled === false) ? this.#gate(state) : nothing}
      ${off && !mtaSts.mode && may('write') ? html`<mta-import .state=${state} @saved=${again}></mta-import>` : nothing}
      ${mtaSts.status === 'verifying' || (!off && mtaSts.rollout.waiting_for) ? html`<mta-progress .state=${state} .live=${this.#model.live}></mta-progress>` : nothing}
      <mta-records .state=${state}></mta-records>
      <mta-policy-form .state=${state} .owner=${session().tenant.id} .gated=${gated} @saved=${again}></mta-policy-form>
      <mta-served .state=${state}></mta-served>
      <mta-history .state=${state} @saved=${again}></mta-history>
      ${!off && may('write') ? html`<mta-disable .state=${state} @saved=${again}></mta-disable>` : nothing}`;
  }

  #statusCard(state) {
    const {mtaSts} = state;
    return html`
      <section class="card status status-${mtaSts.status}" aria-label=${t('domain.status')}>
        <div class="status-line">
          ${statusBadge(mtaSts.status, true)}
          <p>${t(`status.${mtaSts.status}.text`)} <span class="quiet">${t('domain.since', {time: dateTime(mtaSts.status_since)})}</span></p>
        </div>
        ${mtaSts.winding_down_until ? this.#windingDown(mtaSts) : nothing}
        ${mtaSts.findings.length ? findingList(mtaSts.findings) : nothing}
        <mta-checks .state=${state} .live=${this.#model.live} @asked=${() => this.#model.read()}></mta-checks>
      </section>`;
  }

  #windingDown(mtaSts) {
    const until = mtaSts.winding_down_until;
    const over = Date.parse(until) < Date.now();
    return over
      ? notice('info', t('winding.over'), t('winding.over-text'))
      : notice('warning', t('winding.until', {date: dateTime(until)}), t('winding.text', {ago: ago(until)}));
  }

  #gate(state) {
    return notice(state.mtaSts.status === 'inactive' ? 'warning' : 'info', t(`gate.${state.dmarc.state}`), html`
      <p>${t(`gate.${state.dmarc.state}-text`)}</p>
      <p><button type="button" class="button" @click=${() => openDmarc(state.domain, () => this.#model.read())}>${icon('gear')}${t('gear.dmarc')}</button></p>`);
  }

  #changed() {
    const status = this.#model.state?.mtaSts.status;
    if (this.#status && status && status !== this.#status) {
      announce(t('domain.became', {status: t(`status.${status}`)}));
    }
    this.#status = status ?? this.#status;
    this.requestUpdate();
  }
}

customElements.define('mta-domain', DomainPage);
