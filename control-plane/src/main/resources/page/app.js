// The frame: who is signed in, where they are, and what goes wrong on the way.
import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {onConnection} from './api.js';
import {PageElement} from './element.js';
import {onAnnounced} from './parts/announce.js';
import {icon} from './parts/icons.js';
import {problemNotice} from './parts/problem.js';
import {go, onRoute, route} from './router.js';
import {onSession, resume, session, signOut, switchTenant} from './session.js';
import {forget, remember, remembered} from './settings.js';
import {LANGUAGES, chooseLanguage, currentLanguage, startLanguage, t} from './text.js';
import './sign-in-again.js';
import './sign-in.js';
import {askForDomains} from './overview/domains.js';
import './overview/overview.js';
import './domain/domain.js';
import './account/account.js';

const THEMES = ['system', 'light', 'dark'];

class App extends PageElement {
  static properties = {
    ready: {state: true},
    error: {state: true},
    online: {state: true},
    place: {state: true},
    said: {state: true},
    saying: {state: true},
    theme: {state: true},
    epoch: {state: true},
  };
  #hush = null;
  #who = null;

  constructor() {
    super();
    this.online = true;
    this.place = route();
    this.theme = remembered('theme') ?? 'system';
    // Parts that show a tenant's things begin anew when it is another one.
    this.epoch = 0;
    onConnection((online) => this.#connection(online));
    onSession(() => this.#sessionChanged());
    onRoute(() => this.#moved());
    onAnnounced((text) => this.#say(text));
  }

  async firstUpdated() {
    const language = startLanguage();
    if (this.place.name === 'overview') {
      askForDomains();
    }
    try {
      await resume();
    } catch (error) {
      this.error = error;
    }
    await language;
    this.ready = true;
    this.#title();
  }

  render() {
    if (!this.ready) {
      return html`<div class="starting" aria-hidden="true"></div>`;
    }
    return html`
      <a class="skip" href="#content" @click=${this.#skip}>${t('skip')}</a>
      ${session() ? this.#bar() : nothing}
      ${this.online ? nothing : html`<div class="offline" role="alert">${icon('alert')}${t('connection.lost')} ${t('connection.lost-detail')}</div>`}
      <main id="content" tabindex="-1">
        ${this.error ? problemNotice(this.error) : nothing}
        ${session() ? this.#page() : html`<mta-sign-in></mta-sign-in>`}
      </main>
      <footer class="foot">
        ${this.#preferences()}
        <p><a href="/q/openapi">${t('foot.api')}</a> · <a href="/problems">${t('foot.problems')}</a></p>
      </footer>
      <div class="toast ${this.saying ? 'toast-shown' : ''}" role="status" aria-live="polite">${this.said}</div>`;
  }

  #bar() {
    const current = session();
    return html`
      <header class="bar">
        <a class="brand" href="/">${icon('shield')}<span>Hosted MTA-STS</span></a>
        <nav aria-label=${t('nav.label')}>
          ${this.#link('/', t('nav.domains'), ['overview', 'domain'])}
          ${this.#link('/account', t('nav.account'), ['account'])}
        </nav>
        <div class="bar-end">
          ${current.tenants?.length > 1 ? this.#tenants(current) : html`<span class="quiet tenant">${current.tenant.name}</span>`}
          <button type="button" class="button button-quiet" @click=${() => this.#leave()}>${icon('out')}<span>${t('sign-out')}</span></button>
        </div>
      </header>`;
  }

  #link(path, text, names) {
    return html`<a href=${path} aria-current=${names.includes(this.place.name) ? 'page' : nothing}>${text}</a>`;
  }

  #tenants(current) {
    return html`
      <label class="inline"><span class="off-screen">${t('tenant')}</span>
        <select @change=${(event) => this.#switch(event.target.value)}>
          ${current.tenants.map((one) => html`<option value=${one.id} ?selected=${one.id === current.tenant.id}>${one.name}</option>`)}
        </select>
      </label>`;
  }

  #page() {
    // Another tenant or domain gets a fresh part.
    const key = `${this.epoch} ${this.place.domain ?? ''}`;
    if (this.place.name === 'domain') {
      return keyed(key, html`<mta-domain .name=${this.place.domain}></mta-domain>`);
    }
    if (this.place.name === 'account') {
      return keyed(key, html`<mta-account></mta-account>`);
    }
    if (this.place.name === 'unknown') {
      return html`<div class="empty"><h1>${t('unknown.title')}</h1><p>${t('unknown.text')}</p><a class="button" href="/">${t('nav.domains')}</a></div>`;
    }
    return keyed(key, html`<mta-overview></mta-overview>`);
  }

  #preferences() {
    return html`
      <div class="preferences">
        <label class="inline">${t('theme')}
          <select @change=${(event) => this.#paint(event.target.value)}>
            ${THEMES.map((one) => html`<option value=${one} ?selected=${one === this.theme}>${t(`theme.${one}`)}</option>`)}
          </select>
        </label>
        <label class="inline">${t('language')}
          <select @change=${(event) => chooseLanguage(event.target.value)}>
            ${Object.entries(LANGUAGES).map(([code, name]) => html`<option value=${code} lang=${code} ?selected=${code === currentLanguage()}>${name}</option>`)}
          </select>
        </label>
      </div>`;
  }

  #paint(theme) {
    this.theme = theme;
    if (theme === 'system') {
      forget('theme');
      delete document.documentElement.dataset.theme;
    } else {
      remember('theme', theme);
      document.documentElement.dataset.theme = theme;
    }
  }

  async #switch(tenant) {
    await this.#attempt(() => switchTenant(tenant));
    go('/');
  }

  async #leave() {
    if (await this.#attempt(signOut)) {
      go('/sign-in');
    }
  }

  async #attempt(work) {
    this.error = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.error = error;
      return false;
    }
  }

  #sessionChanged() {
    const who = session() ? `${session().tenant.id} ${session().scope}` : null;
    if (who !== this.#who) {
      this.#who = who;
      this.epoch += 1;
      // What was typed into them was somebody else's.
      document.querySelectorAll('dialog[open]').forEach((one) => one.close());
    }
    if (session() && this.place.name === 'sign-in') {
      go('/', {replace: true});
    }
    this.#title();
  }

  async #moved() {
    this.place = route();
    this.error = null;
    this.#title();
    scrollTo(0, 0);
    await this.updateComplete;
    // A screen reader goes on at the new page's beginning.
    (this.querySelector('main h1') ?? this.querySelector('main'))?.focus({preventScroll: true});
  }

  #title() {
    const names = {overview: t('overview.title'), account: t('account.title'), domain: this.place.domain};
    const name = session() ? names[this.place.name] : t('sign-in');
    document.title = name ? `${name} · Hosted MTA-STS` : 'Hosted MTA-STS';
  }

  #connection(online) {
    const before = this.online;
    this.online = online;
    if (online && !before) {
      this.#say(t('connection.back'));
      if (this.error) {
        resume().then(() => (this.error = null), () => {});
      }
    }
  }

  #say(text) {
    clearTimeout(this.#hush);
    this.said = text;
    this.saying = true;
    this.#hush = setTimeout(() => (this.saying = false), 4_000);
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }
}

customElements.define('mta-app', App);
