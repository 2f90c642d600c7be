// Domain Overview: all domains at a glance.
import {html, nothing} from 'lit';
import {onConnection} from '../api.js';
import {domainMenu} from '../domain/actions.js';
import {PageElement} from '../element.js';
import {number} from '../format.js';
import {PageDialog} from '../parts/dialog.js';
import {icon} from '../parts/icons.js';
import {problemNotice} from '../parts/problem.js';
import {may} from '../session.js';
import {t} from '../text.js';
import {Domains, MOST, chosen, tagsOf} from './domains.js';
import './bulk-add.js';
import './table.js';

const STATUSES = ['error', 'verifying', 'active', 'inactive'];
// What was chosen is still there after a look at one domain.
const choice = {q: '', status: '', tag: '', sort: 'name', descending: false};

class Overview extends PageElement {
  static properties = {choice: {state: true}};
  #domains = new Domains(() => this.#changed());
  #stopConnection = null;
  #again = null;
  #menu = (domain) => domainMenu(domain, () => this.#read());

  constructor() {
    super();
    this.choice = choice;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#domains.read();
    this.#stopConnection = onConnection((online) => online && this.#read());
    this.#again = setInterval(() => document.hidden || this.#read(), 30_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#domains.stop();
    this.#stopConnection();
    clearInterval(this.#again);
  }

  render() {
    const {items, complete, error} = this.#domains;
    const rows = chosen(items, this.choice);
    return html`
      <div class="heading">
        <h1 tabindex="-1">${t('overview.title')}</h1>
        ${may('write') ? this.#addButtons() : nothing}
      </div>
      ${problemNotice(error)}
      ${complete && !items.length && !this.choice.q ? this.#empty() : html`
        ${this.#filters(items)}
        <p class="count quiet" role="status">${this.#count(rows.length)}</p>
        ${rows.length || !complete
          ? html`<mta-domain-table .rows=${rows} .loading=${!complete && !items.length} .sort=${this.choice.sort} .descending=${this.choice.descending}
              .menu=${this.#menu} @sorted=${(event) => this.#sort(event.detail)}></mta-domain-table>`
          : this.#nothingFits()}`}`;
  }

  #addButtons() {
    return html`
      <div class="actions">
        <button type="button" class="button button-primary" @click=${() => this.#add()}>${icon('plus')}${t('overview.add')}</button>
      </div>`;
  }

  #filters(items) {
    const tags = tagsOf(items);
    return html`
      <form class="filters" role="search" @submit=${(event) => event.preventDefault()}>
        <label class="search-field">${icon('search')}<span class="off-screen">${t('overview.search')}</span>
          <input type="search" placeholder=${t('overview.search')} .value=${this.choice.q} @input=${(event) => this.#choose({q: event.target.value})}>
        </label>
        <label class="inline"><span>${t('overview.status')}</span>
          <select .value=${this.choice.status} @change=${(event) => this.#choose({status: event.target.value})}>
            <option value="">${t('overview.any')}</option>
            ${STATUSES.map((one) => html`<option value=${one} ?selected=${one === this.choice.status}>${t(`status.${one}`)} (${number(items.filter((item) => item.status === one).length)})</option>`)}
          </select>
        </label>
        <label class="inline"><span>${t('overview.tag')}</span>
          <select ?disabled=${!tags.length} @change=${(event) => this.#choose({tag: event.target.value})}>
            <option value="">${t('overview.any')}</option>
            ${tags.map((one) => html`<option value=${one} ?selected=${one === this.choice.tag}>${one}</option>`)}
          </select>
        </label>
      </form>`;
  }

  #count(shown) {
    const {items, complete} = this.#domains;
    if (!complete && items.length < MOST) {
      return items.length ? t('overview.counting', {count: number(items.length)}) : t('loading');
    }
    const all = {shown: number(shown), count: number(items.length)};
    return complete ? t(shown === items.length ? 'overview.count' : 'overview.count-some', all) : t('overview.count-most', all);
  }

  #empty() {
    return html`
      <div class="empty card">
        ${icon('shield')}
        <h2>${t('overview.empty')}</h2>
        <p>${t('overview.empty-text')}</p>
        ${may('write')
          ? html`<button type="button" class="button button-primary" @click=${() => this.#add()}>${icon('plus')}${t('overview.add')}</button>`
          : html`<p class="quiet">${t('overview.empty-viewer')}</p>`}
      </div>`;
  }

  #nothingFits() {
    return html`
      <div class="empty">
        <p>${t('overview.nothing-fits')}</p>
        <button type="button" class="button" @click=${() => this.#choose({q: '', status: '', tag: ''})}>${t('overview.show-all')}</button>
      </div>`;
  }

  #choose(change) {
    Object.assign(choice, change);
    this.choice = {...choice};
  }

  #sort(column) {
    this.#choose({sort: column, descending: choice.sort === column && !choice.descending});
  }

  async #add() {
    await PageDialog.open('mta-bulk-add');
    this.#read();
  }

  #read() {
    this.#domains.read();
  }

  #changed() {
    this.requestUpdate();
  }
}

customElements.define('mta-overview', Overview);
