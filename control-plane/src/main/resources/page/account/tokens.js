// Access tokens: for scripts, dashboards, and for signing in where there is no provider.
import {html, nothing} from 'lit';
import {call, newKey} from '../api.js';
import {ago, date, dateTime, plus} from '../format.js';
import {announce} from '../parts/announce.js';
import {notice} from '../parts/problem.js';
import {t} from '../text.js';
import {ListElement} from './list.js';
import '../parts/copy.js';

const LIVES = [['30', 30], ['90', 90], ['365', 365], ['never', 0]];

class Tokens extends ListElement {
  static properties = {...ListElement.properties, created: {state: true}};
  #key = newKey();

  get path() {
    return '/tokens';
  }

  render() {
    return html`
      <section class="card" aria-labelledby="tokens-title">
        <h2 id="tokens-title">${t('tokens.title')}</h2>
        <p class="help">${t('tokens.text')}</p>
        ${this.created ? secret(this.created, () => (this.created = null)) : nothing}
        ${this.around(html`<ul class="entries">${this.items?.map((one) => this.#token(one))}</ul>`, t('tokens.empty'))}
        <form class="row-form" @submit=${this.#create}>
          <div><label for="token-name">${t('tokens.name')}</label><input id="token-name" name="title" required maxlength="100" autocomplete="off"></div>
          <div><label for="token-scope">${t('tokens.scope')}</label><select id="token-scope" name="scope">${['read', 'write', 'admin'].map((one) => html`<option value=${one}>${t(`scope.${one}`)}</option>`)}</select></div>
          <div><label for="token-life">${t('tokens.expires')}</label><select id="token-life" name="life">${LIVES.map(([name, days]) => html`<option value=${days} ?selected=${days === 90}>${t(`tokens.life-${name}`)}</option>`)}</select></div>
          <button class="button" ?disabled=${this.busy}>${t('tokens.create')}</button>
        </form>
      </section>`;
  }

  #token(one) {
    const over = one.expires_at && Date.parse(one.expires_at) < Date.now();
    return html`
      <li>
        <div class="entry-what"><strong class="breakable">${one.name}</strong> <span class="tag">${t(`scope.${one.scope}`)}</span>
          <span class="quiet">${one.last_used_at ? html`<span title=${dateTime(one.last_used_at)}>${t('tokens.used', {ago: ago(one.last_used_at)})}</span>` : t('tokens.unused')}
            · <span class=${over ? 'bad' : ''}>${one.expires_at ? t(over ? 'tokens.expired' : 'tokens.until', {date: date(one.expires_at)}) : t('tokens.forever')}</span></span></div>
        <button type="button" class="button button-small" ?disabled=${this.busy} aria-label=${t('tokens.delete-of', {name: one.name})} @click=${() => this.#delete(one)}>${t('delete')}</button>
      </li>`;
  }

  async #create(event) {
    event.preventDefault();
    const form = event.target;
    const {title, scope, life} = form.elements;
    const days = Number(life.value);
    const body = {name: title.value.trim(), scope: scope.value, ...(days ? {expires_at: plus(days * 86_400)} : {})};
    const done = await this.attempt(async () => {
      this.created = (await call('POST', '/tokens', {body, key: this.#key})).data;
    });
    this.#key = newKey();
    if (done) {
      form.reset();
      announce(t('tokens.created'));
      this.read();
    }
  }

  async #delete(one) {
    if (confirm(t('tokens.delete-sure', {name: one.name})) && (await this.attempt(() => call('DELETE', `/tokens/${one.id}`)))) {
      announce(t('removed'));
      this.read();
    }
  }
}

/** A token's secret, which nobody will see again. */
export function secret(token, away, name = t('tokens.secret', {name: token.name})) {
  return notice('good', name, html`
    <p>${t('tokens.secret-text')}</p>
    <div class="code"><pre tabindex="0" aria-label=${name}>${token.token}</pre><mta-copy long .text=${token.token} .what=${name}></mta-copy></div>
    <p><button type="button" class="button button-small" @click=${away}>${t('tokens.secret-kept')}</button></p>`, {live: true});
}

customElements.define('mta-tokens', Tokens);
