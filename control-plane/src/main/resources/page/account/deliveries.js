// What was sent to a webhook, and how its server answered.
import {html, nothing} from 'lit';
import {call, get} from '../api.js';
import {ago, ahead, dateTime, number} from '../format.js';
import {announce} from '../parts/announce.js';
import {icon} from '../parts/icons.js';
import {t} from '../text.js';
import {eventName} from './event-types.js';
import {ListElement} from './list.js';

const SIGNS = {delivered: ['good', 'check'], failed: ['bad', 'alert'], waiting: ['quiet', 'clock']};
const AGAIN = 2_000;
const SOON = 60_000;
const FIRST_PAGE = 10;

class Deliveries extends ListElement {
  static properties = {...ListElement.properties, webhook: {attribute: false}, whole: {state: true}};
  #again = 0;

  get path() {
    return `/webhooks/${this.webhook.id}/deliveries?limit=${FIRST_PAGE}`;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#again = setInterval(() => document.hidden || this.busy || !this.#moves() || this.read(), AGAIN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#again);
  }

  // Only what is tried soon changes by itself, and whoever has gone on to older ones keeps them.
  #moves() {
    return this.items?.length <= FIRST_PAGE
      && this.items.some((one) => one.state === 'waiting' && Date.parse(one.next_attempt_at) < Date.now() + SOON);
  }

  render() {
    return html`
      <div class="deliveries" role="group" aria-label=${t('webhooks.deliveries-of', {url: this.webhook.url})}>
        ${this.around(html`<ul class="entries">${this.items?.map((one) => this.#delivery(one))}</ul>`, t('deliveries.empty'))}
      </div>`;
  }

  #delivery(one) {
    const [kind, sign] = SIGNS[one.state] ?? SIGNS.waiting;
    const name = `${eventName(one.type)}${one.domain ? ` ${one.domain}` : ''}`;
    return html`
      <li>
        <div class="entry-what">
          <span class=${kind}>${icon(sign)}${t(`deliveries.${one.state}`)}</span> <strong class="breakable">${name}</strong>
          <span class="quiet entry-more breakable"><time datetime=${one.created_at} title=${dateTime(one.created_at)}>${ago(one.created_at)}</time>
            · ${t('deliveries.attempts', {count: one.attempts, number: number(one.attempts)})}
            ${one.status_code ? html` · ${t('deliveries.status', {code: one.status_code})}` : nothing}
            ${one.duration_ms === undefined ? nothing : html` · ${number(one.duration_ms)} ms`}
            ${one.next_attempt_at ? html` · ${t('deliveries.next', {ago: ahead(one.next_attempt_at)})}` : nothing}</span>
          ${one.error ? html`<span class="quiet entry-more breakable" lang="en">${one.error}</span>` : nothing}
        </div>
        <button type="button" class="button button-small" aria-expanded=${this.whole?.id === one.id ? 'true' : 'false'} aria-label=${t('deliveries.show-of', {name})} @click=${() => this.#show(one)}>${t('deliveries.show')}</button>
        <button type="button" class="button button-small" ?disabled=${this.busy} aria-label=${t('deliveries.retry-of', {name})} @click=${() => this.#retry(one)}>${t('deliveries.retry')}</button>
        ${this.whole?.id === one.id ? this.#whole() : nothing}
      </li>`;
  }

  #whole() {
    const {message_id: id, payload, answer} = this.whole;
    return html`
      <div class="entry-whole">
        <p class="quiet breakable">webhook-id: <code>${id}</code></p>
        <pre tabindex="0" aria-label=${t('deliveries.sent')}>${pretty(payload)}</pre>
        ${answer ? html`<p class="quiet">${t('deliveries.answer')}</p><pre tabindex="0" aria-label=${t('deliveries.answer')}>${answer}</pre>` : nothing}
      </div>`;
  }

  #show(one) {
    if (this.whole?.id === one.id) {
      this.whole = null;
      return null;
    }
    return this.attempt(async () => {
      this.whole = await get(`/webhooks/${this.webhook.id}/deliveries/${one.id}`, this.left);
    });
  }

  async #retry(one) {
    if (await this.attempt(() => call('POST', `/webhooks/${this.webhook.id}/deliveries/${one.id}/retry`))) {
      announce(t('deliveries.retried'));
      this.read();
    }
  }
}

function pretty(payload) {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload ?? '';
  }
}

customElements.define('mta-deliveries', Deliveries);
