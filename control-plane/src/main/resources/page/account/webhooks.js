// Addresses that the service calls when something has happened (Standard Webhooks).
import {html, nothing} from 'lit';
import {call, newKey} from '../api.js';
import {dateTime} from '../format.js';
import {announce} from '../parts/announce.js';
import {PageDialog} from '../parts/dialog.js';
import {icon} from '../parts/icons.js';
import {t} from '../text.js';
import {eventName} from './event-types.js';
import {ListElement} from './list.js';
import {secret} from './tokens.js';
import '../parts/menu.js';
import './deliveries.js';
import './webhook-dialog.js';

class Webhooks extends ListElement {
  static properties = {...ListElement.properties, created: {state: true}, open: {state: true}};
  #menu = (one) => this.#actions(one);

  get path() {
    return '/webhooks';
  }

  render() {
    // A service that calls nobody.
    if (this.error?.status === 404 && !this.items) {
      return nothing;
    }
    return html`
      <section class="card" aria-labelledby="webhooks-title">
        <div class="card-head">
          <h2 id="webhooks-title">${t('webhooks.title')}</h2>
          <button type="button" class="button button-small" @click=${() => this.#edit(null)}>${icon('plus')}${t('webhooks.add')}</button>
        </div>
        <p class="help">${t('webhooks.text')}</p>
        ${this.created ? secret({token: this.created.secret}, () => (this.created = null), t('webhooks.secret', {url: this.created.url})) : nothing}
        ${this.around(html`<ul class="entries">${this.items?.map((one) => this.#webhook(one))}</ul>`, t('webhooks.empty'))}
      </section>`;
  }

  #webhook(one) {
    const shown = this.open === one.id;
    return html`
      <li>
        <div class="entry-what">
          <strong class="breakable">${one.url}</strong> ${this.#state(one)}
          <span class="quiet entry-more">${one.description ? html`${one.description} · ` : nothing}${one.event_types.map(eventName).join(', ')}</span>
          ${one.previous_secret_valid_until ? html`<span class="quiet entry-more">${t('webhooks.previous', {until: dateTime(one.previous_secret_valid_until)})}</span>` : nothing}
        </div>
        <button type="button" class="button button-small" aria-expanded=${shown ? 'true' : 'false'} aria-label=${t('webhooks.deliveries-of', {url: one.url})}
          @click=${() => (this.open = shown ? null : one.id)}>${t('webhooks.deliveries')}</button>
        <mta-menu .label=${t('gear.of', {domain: one.url})} .subject=${one} .items=${this.#menu}></mta-menu>
        ${shown ? html`<mta-deliveries .webhook=${one}></mta-deliveries>` : nothing}
      </li>`;
  }

  #state(one) {
    if (one.disabled_because) {
      return html`<span class="tag tag-bad">${t(`webhooks.disabled-${one.disabled_because}`)}</span>`;
    }
    if (!one.enabled) {
      return html`<span class="tag">${t('off')}</span>`;
    }
    return one.failing_since ? html`<span class="tag tag-testing">${t('webhooks.failing', {since: dateTime(one.failing_since)})}</span>` : nothing;
  }

  #actions(one) {
    return [
      {label: t('webhooks.ping'), run: () => this.#ping(one)},
      {label: t('webhooks.edit'), run: () => this.#change(one)},
      {label: t('webhooks.rotate'), run: () => this.#rotate(one)},
      ...(one.previous_secret_valid_until ? [{label: t('webhooks.end-previous'), run: () => this.#done(() => call('DELETE', `/webhooks/${one.id}/previous-secret`))}] : []),
      {label: t('delete'), danger: true, run: () => confirm(t('webhooks.delete-sure', {url: one.url})) && this.#done(() => call('DELETE', `/webhooks/${one.id}`))},
    ];
  }

  // As it is now: the list may be older, and a change would undo what others have done since.
  async #change(one) {
    await this.attempt(async () => {
      const {data, etag} = await call('GET', `/webhooks/${one.id}`, {signal: this.left});
      this.#edit(data, etag);
    });
  }

  async #edit(webhook, etag = null) {
    const saved = await PageDialog.open('mta-webhook-dialog', {webhook, etag});
    if (saved) {
      this.created = saved.secret ? saved : null;
      this.read();
    }
  }

  /** A ping is a delivery: its outcome is in the log. */
  async #ping(one) {
    if (await this.attempt(() => call('POST', `/webhooks/${one.id}/ping`, {key: newKey()}))) {
      announce(t('webhooks.pinged'));
      this.open = one.id;
      this.querySelector('mta-deliveries')?.read();
    }
  }

  #rotate(one) {
    return this.#done(async () => {
      this.created = (await call('POST', `/webhooks/${one.id}/secret`, {key: newKey()})).data;
    });
  }

  async #done(work) {
    if (await this.attempt(work)) {
      announce(t('saved'));
      this.read();
    }
  }
}

customElements.define('mta-webhooks', Webhooks);
