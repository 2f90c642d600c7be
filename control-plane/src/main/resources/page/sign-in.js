// Signing in: with an access token, and with an OpenID provider where the service has one.
import {html, nothing} from 'lit';
import {get} from './api.js';
import {PageElement} from './element.js';
import {icon} from './parts/icons.js';
import {notice, problemNotice} from './parts/problem.js';
import {signIn} from './session.js';
import {has, t} from './text.js';

class SignIn extends PageElement {
  // plain: within something that says what it is for.
  static properties = {plain: {attribute: false}, offer: {state: true}, error: {state: true}, busy: {state: true}};

  constructor() {
    super();
    this.offer = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ask();
  }

  render() {
    if (this.plain) {
      return html`<div class="sign-in-plain">${this.#ways()}</div>`;
    }
    return html`
      <section class="sign-in card">
        <div class="brand brand-large">${icon('shield')}<span>Hosted MTA-STS</span></div>
        <h1 tabindex="-1">${t('sign-in')}</h1>
        ${this.#refused()}
        ${this.#ways()}
      </section>`;
  }

  #ways() {
    return html`
      ${this.#oidc() ? this.#provider() : nothing}
      ${this.offer && !this.offer.methods.includes('token') ? nothing : this.#token()}
      ${problemNotice(this.error)}`;
  }

  /** The provider sends people back here when it does not work. */
  #refused() {
    const why = new URLSearchParams(location.search).get('error');
    return why && has(`sign-in.error.${why}`) ? notice('error', t(`sign-in.error.${why}`), t(`sign-in.error.${why}-text`), {live: true}) : nothing;
  }

  #oidc() {
    return this.offer?.methods.includes('oidc');
  }

  #provider() {
    // The provider sends people back to where they wanted to be.
    const back = location.pathname === '/sign-in' ? '/' : location.pathname;
    const url = `${this.offer.oidc_url}?to=${encodeURIComponent(back)}`;
    return html`
      <a class="button button-primary button-wide" target="_self" href=${url}>${t('sign-in.with', {name: this.offer.oidc_name})}</a>
      <p class="or"><span>${t('sign-in.or')}</span></p>`;
  }

  #token() {
    return html`
      <form @submit=${this.#submit}>
        <input type="text" name="username" autocomplete="username" value=${t('sign-in.token')} hidden>
        <label for="token">${t('sign-in.token')}</label>
        <input id="token" name="token" type="password" required autocomplete="current-password" spellcheck="false" aria-describedby="token-help">
        <p id="token-help" class="help">${t('sign-in.token-help')}</p>
        <button class="button ${this.#oidc() ? '' : 'button-primary'} button-wide" ?disabled=${this.busy}>${t('sign-in')}</button>
      </form>`;
  }

  async #ask() {
    try {
      this.offer = await get('/sign-in', this.left);
    } catch {
      // The form for a token is there in any case.
      this.offer = {methods: ['token']};
    }
  }

  async #submit(event) {
    event.preventDefault();
    const field = event.target.elements.token;
    this.error = null;
    this.busy = true;
    try {
      await signIn(field.value.trim());
    } catch (error) {
      this.error = error;
      field.focus();
      field.select();
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('mta-sign-in', SignIn);
