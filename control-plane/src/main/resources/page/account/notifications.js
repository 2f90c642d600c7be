// E-mail to the person who is signed in.
import {html, nothing} from 'lit';
import {call, get} from '../api.js';
import {PageElement} from '../element.js';
import {announce} from '../parts/announce.js';
import {notice, problemNotice} from '../parts/problem.js';
import {LANGUAGES, t} from '../text.js';
import {eventBoxes, tickedEvents} from './event-types.js';

class Notifications extends PageElement {
  static properties = {view: {state: true}, error: {state: true}, busy: {state: true}};

  connectedCallback() {
    super.connectedCallback();
    this.#attempt(async () => {
      this.view = (await get('/notifications', this.left)).email;
    });
  }

  render() {
    // A service without notifications has nothing to say of them.
    if (this.error?.status === 404 || (!this.view && !this.error)) {
      return nothing;
    }
    return html`
      <section class="card" aria-labelledby="notifications-title">
        <h2 id="notifications-title">${t('notifications.title')}</h2>
        ${this.error?.type === 'person-required' ? html`<p class="quiet">${t('notifications.person')}</p>` : problemNotice(this.error)}
        ${this.view ? this.#form() : nothing}
      </section>`;
  }

  #form() {
    const {available, address, enabled, event_types: types, language} = this.view;
    if (!available || !address) {
      return notice('info', '', t(available ? 'notifications.no-address' : 'notifications.not-available'));
    }
    return html`
      <form @submit=${this.#save}>
        <label class="switch"><input type="checkbox" role="switch" name="enabled" .checked=${enabled}> <span class="breakable">${t('notifications.switch', {address})}</span></label>
        ${eventBoxes(types)}
        <label class="inline">${t('language')}
          <select name="language">${Object.entries(LANGUAGES).map(([code, name]) => html`<option value=${code} lang=${code} ?selected=${code === language}>${name}</option>`)}</select>
        </label>
        <p><button class="button" ?disabled=${this.busy}>${t('save')}</button></p>
      </form>`;
  }

  async #save(event) {
    event.preventDefault();
    const {enabled, language} = event.target.elements;
    const email = {enabled: enabled.checked, event_types: tickedEvents(event.target), language: language.value};
    await this.#attempt(async () => {
      this.view = (await call('PUT', '/notifications', {body: {email}})).data.email;
      announce(t('saved'));
    });
  }

  async #attempt(work) {
    this.busy = true;
    this.error = null;
    try {
      await work();
    } catch (error) {
      if (!this.left.aborted) {
        this.error = error;
      }
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('mta-notifications', Notifications);
