// Tenants, for the operator of the service.
import {html, nothing} from 'lit';
import {call, newKey} from '../api.js';
import {date} from '../format.js';
import {announce} from '../parts/announce.js';
import {t} from '../text.js';
import {ListElement} from './list.js';
import {secret} from './tokens.js';

class Tenants extends ListElement {
  static properties = {...ListElement.properties, created: {state: true}};
  #key = newKey();

  get path() {
    return '/tenants';
  }

  render() {
    return html`
      <section class="card" aria-labelledby="tenants-title">
        <h2 id="tenants-title">${t('tenants.title')}</h2>
        <p class="help">${t('tenants.text')}</p>
        ${this.created ? secret({...this.created.first_token, name: this.created.name}, () => (this.created = null)) : nothing}
        ${this.around(html`<ul class="entries">${this.items?.map((one) => html`
          <li><div class="entry-what"><strong class="breakable">${one.name}</strong>${one.operator ? html` <span class="tag">${t('tenants.operator')}</span>` : nothing}
            <span class="quiet">${t('tenants.since', {date: date(one.created_at)})}</span></div></li>`)}</ul>`, '')}
        <form class="row-form" @submit=${this.#create}>
          <div><label for="tenant-name">${t('tenants.name')}</label><input id="tenant-name" name="title" required maxlength="100" autocomplete="off"></div>
          <button class="button" ?disabled=${this.busy}>${t('tenants.create')}</button>
        </form>
      </section>`;
  }

  async #create(event) {
    event.preventDefault();
    const form = event.target;
    const done = await this.attempt(async () => {
      this.created = (await call('POST', '/tenants', {body: {name: form.elements.title.value.trim()}, key: this.#key})).data;
    });
    this.#key = newKey();
    if (done) {
      form.reset();
      announce(t('tenants.created'));
      this.read();
    }
  }
}

customElements.define('mta-tenants', Tenants);
