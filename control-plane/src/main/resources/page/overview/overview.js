// Domain Overview: all domains at a glance.
import {html, nothing} from 'lit';
import {get, onConnection} from '../api.js';
import {domainMenu} from '../domain/actions.js';
import {PageElement} from '../element.js';
import {number} from '../format.js';
import {PageDialog} from '../parts/dialog.js';
import {icon} from '../parts/icons.js';
import {problemNotice} from '../parts/problem.js';
import {may} from '../session.js';
import {follow} from '../stream.js';
import {t} from '../text.js';
import {Domains} from './domains.js';
import {Seldom} from './seldom.js';
import './bulk-add.js';
import './table.js';

const STATUSES = ['error', 'verifying', 'active', 'inactive'];
const MODES = ['testing', 'enforce', 'none'];
// Events tell of most changes; of a domain that somebody else has added none does.
const REFRESH = 60_000;
// Each page that is shown is read anew for it.
const BETWEEN_EVENTS = 1_000;
const TYPING = 200;
// What was chosen is still there after a look at one domain.
const ALL = {q: '', status: '', mode: '', tag: ''};
const choice = {...ALL, sort: 'name', descending: false};

class Overview extends PageElement {
  static properties = {choice: {state: true}, tags: {state: true}};
  #domains = new Domains(() => this.requestUpdate());
  #told = new Seldom(() => this.#domains.refresh());
  #typed = 0;
  #menu = (domain) => domainMenu(domain, () => this.#refresh());

  constructor() {
    super();
    this.choice = {...choice};
    this.tags = [];
  }

  connectedCallback() {
    super.connectedCallback();
    const {left} = this;
    this.#read();
    this.#readTags();
    const again = setInterval(() => document.hidden || this.#refresh(), REFRESH);
    const stop = onConnection((online) => online && this.#refresh());
    left.addEventListener('abort', () => {
      clearInterval(again);
      clearTimeout(this.#typed);
      stop();
      this.#told.stop();
      this.#domains.stop();
    });
    let connected = false;
    follow('/events', {
      signal: left,
      told: () => this.#told.soon(BETWEEN_EVENTS * Math.ceil((1 + this.#domains.items.length) / 200)),
      live: (live) => {
        // What happened between two streams was not told.
        if (live && connected) {
          this.#refresh();
        }
        connected ||= live;
      },
    });
  }

  render() {
    const {items, ready, more, error} = this.#domains;
    return html`
      <div class="heading">
        <h1 tabindex="-1">${t('overview.title')}</h1>
        ${may('write') && !this.#none() ? this.#addButtons() : nothing}
      </div>
      ${problemNotice(error)}
      ${this.#none() ? this.#empty() : html`
        ${this.#filters()}
        <p class="count quiet" role="status">${this.#count()}</p>
        ${items.length || !ready
          ? html`<mta-domain-table .rows=${items} .loading=${!ready && !items.length} .busy=${!ready} .more=${more} .sort=${this.choice.sort} .descending=${this.choice.descending}
              .menu=${this.#menu} @sorted=${(event) => this.#sort(event.detail)} @near-end=${() => this.#domains.readMore()}></mta-domain-table>`
          : this.#nothingFits()}`}`;
  }

  #addButtons() {
    return html`
      <div class="actions">
        <button type="button" class="button button-primary" @click=${() => this.#add()}>${icon('plus')}${t('overview.add')}</button>
      </div>`;
  }

  #filters() {
    return html`
      <form class="filters" role="search" @submit=${(event) => event.preventDefault()}>
        <label class="search-field">${icon('search')}<span class="off-screen">${t('overview.search')}</span>
          <input type="search" maxlength="253" placeholder=${t('overview.search')} .value=${this.choice.q} @input=${(event) => this.#choose({q: event.target.value}, TYPING)}>
        </label>
        ${this.#filter('status', t('overview.status'), STATUSES.map((one) => [one, t(`status.${one}`)]))}
        ${this.#filter('mode', t('column.mode'), MODES.map((one) => [one, t(`mode.${one}`)]))}
        ${this.tags.length || this.choice.tag ? this.#filter('tag', t('overview.tag'), this.#tags()) : nothing}
      </form>`;
  }

  #filter(name, label, options) {
    return html`
      <label class="inline"><span>${label}</span>
        <select name=${name} @change=${(event) => this.#choose({[name]: event.target.value})}>
          <option value="" ?selected=${!this.choice[name]}>${t('overview.any')}</option>
          ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === this.choice[name]}>${text}</option>`)}
        </select>
      </label>`;
  }

  #tags() {
    const known = this.tags.map(({tag, domains}) => [tag, `${tag} (${number(domains)})`]);
    const {tag} = this.choice;
    return !tag || this.tags.some((one) => one.tag === tag) ? known : [[tag, tag], ...known];
  }

  #count() {
    const {items, ready, more} = this.#domains;
    if (!ready && !items.length) {
      return t('loading');
    }
    const key = more ? 'overview.count-first' : this.#narrowed() ? 'overview.count-found' : 'overview.count';
    return t(key, {count: number(items.length)});
  }

  #none() {
    const {items, ready} = this.#domains;
    return ready && !items.length && !this.#narrowed();
  }

  #narrowed() {
    return Object.keys(ALL).some((name) => this.choice[name]);
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
        <button type="button" class="button" @click=${() => this.#choose(ALL)}>${t('overview.show-all')}</button>
      </div>`;
  }

  #choose(change, pause = 0) {
    Object.assign(choice, change);
    this.choice = {...choice};
    clearTimeout(this.#typed);
    if (pause) {
      this.#typed = setTimeout(() => this.#read(), pause);
    } else {
      this.#read();
    }
  }

  #sort(column) {
    this.#choose({sort: column, descending: choice.sort === column && !choice.descending});
  }

  async #add() {
    await PageDialog.open('mta-bulk-add');
    this.#refresh();
  }

  #read() {
    const {q, status, mode, tag, sort, descending} = this.choice;
    const given = Object.entries({q: q.trim(), status, mode, tag}).filter(([, value]) => value);
    this.#domains.choose({...Object.fromEntries(given), sort: `${descending ? '-' : ''}${sort}`});
    this.requestUpdate();
  }

  #refresh() {
    this.#domains.refresh();
    this.#readTags();
  }

  async #readTags() {
    try {
      this.tags = (await get('/tags?limit=200', this.left)).items;
    } catch {
      // The list itself says what is wrong.
    }
  }
}

customElements.define('mta-overview', Overview);
