// The tags of a domain: words by which its owner finds it among others.
import {html, nothing} from 'lit';
import {call, get} from '../api.js';
import {announce} from '../parts/announce.js';
import {PageDialog} from '../parts/dialog.js';
import {problemNotice} from '../parts/problem.js';
import {t} from '../text.js';

// As many as people look through.
const KNOWN = 30;

class TagsDialog extends PageDialog {
  static properties = {...PageDialog.properties, domain: {attribute: false}, text: {state: true}, known: {state: true}};

  constructor() {
    super();
    this.known = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.text ??= this.domain.tags.join(', ');
    this.#suggest();
  }

  heading() {
    return t('tags.title-of', {domain: this.domain.unicode_name});
  }

  content() {
    return html`
      <form @submit=${this.#submit}>
        <label for="tags-text">${t('tags.label')}</label>
        <input id="tags-text" data-first autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="tags-help"
          .value=${this.text} @input=${(event) => (this.text = event.target.value)}>
        <p id="tags-help" class="help">${t('tags.help')}</p>
        ${this.known.length ? this.#choices() : nothing}
        ${problemNotice(this.error)}
        <footer class="dialog-foot">
          <button type="button" class="button" ?disabled=${this.busy} @click=${() => this.close()}>${t('cancel')}</button>
          <button class="button button-primary" ?disabled=${this.busy}>${t('tags.save')}</button>
        </footer>
      </form>`;
  }

  #choices() {
    const chosen = words(this.text);
    return html`
      <ul class="known-tags" aria-label=${t('tags.known')}>
        ${this.known.map((tag) => html`<li><button type="button" class="button button-small" aria-pressed=${chosen.includes(tag) ? 'true' : 'false'} @click=${() => this.#toggle(tag)}>${tag}</button></li>`)}
      </ul>`;
  }

  #toggle(tag) {
    const chosen = words(this.text);
    this.text = (chosen.includes(tag) ? chosen.filter((one) => one !== tag) : [...chosen, tag]).join(', ');
  }

  async #suggest() {
    try {
      this.known = (await get(`/tags?limit=${KNOWN}`, this.left)).items.map((one) => one.tag);
    } catch {
      // They help; the field is all that is needed.
    }
  }

  async #submit(event) {
    event.preventDefault();
    const done = await this.attempt(() => call('PUT', `/domains/${this.domain.name}/tags`, {body: {tags: words(this.text)}}));
    if (done) {
      announce(t('tags.saved'));
      this.close(true);
    }
  }
}

// As the service keeps them: in lower case, each once.
function words(text) {
  return [...new Set(text.split(',').map((one) => one.trim().toLowerCase()).filter(Boolean))];
}

customElements.define('mta-tags', TagsDialog);
