// Adding a webhook, and changing one.
import {html} from 'lit';
import {call, newKey} from '../api.js';
import {PageDialog} from '../parts/dialog.js';
import {problemNotice} from '../parts/problem.js';
import {t} from '../text.js';
import {EVENT_TYPES, eventBoxes, tickedEvents} from './event-types.js';

class WebhookDialog extends PageDialog {
  // webhook: null for a new one; etag: of what is shown of it.
  static properties = {...PageDialog.properties, webhook: {attribute: false}, etag: {attribute: false}};
  #key = newKey();

  heading() {
    return t(this.webhook ? 'webhooks.edit' : 'webhooks.add');
  }

  content() {
    const {webhook} = this;
    return html`
      <form @submit=${this.#submit} @input=${() => (this.#key = newKey())}>
        <label for="webhook-url">${t('webhooks.url')}</label>
        <input id="webhook-url" data-first name="url" type="url" required maxlength="2000" placeholder="https://" autocomplete="off" spellcheck="false" .value=${webhook?.url ?? ''}>
        <label for="webhook-description">${t('webhooks.description')}</label>
        <input id="webhook-description" name="description" maxlength="200" autocomplete="off" .value=${webhook?.description ?? ''}>
        ${eventBoxes(webhook?.event_types ?? EVENT_TYPES.filter((type) => type !== 'findings'))}
        <label class="switch"><input type="checkbox" role="switch" name="enabled" .checked=${webhook?.enabled ?? true}> <span>${t('webhooks.enabled')}</span></label>
        ${problemNotice(this.error)}
        <footer class="dialog-foot">
          <button type="button" class="button" ?disabled=${this.busy} @click=${() => this.close()}>${t('cancel')}</button>
          <button class="button button-primary" ?disabled=${this.busy}>${t(webhook ? 'save' : 'webhooks.add')}</button>
        </footer>
      </form>`;
  }

  async #submit(event) {
    event.preventDefault();
    const {url, description, enabled} = event.target.elements;
    const body = {url: url.value.trim(), description: description.value.trim(), event_types: tickedEvents(event.target), enabled: enabled.checked};
    const done = await this.attempt(() => (this.webhook
      ? call('PATCH', `/webhooks/${this.webhook.id}`, {body, etag: this.etag})
      : call('POST', '/webhooks', {body, key: this.#key})));
    if (done) {
      this.close(done.data);
    }
  }
}

customElements.define('mta-webhook-dialog', WebhookDialog);
