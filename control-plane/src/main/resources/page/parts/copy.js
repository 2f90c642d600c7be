// A button that copies a text.
import {html} from 'lit';
import {PageElement} from '../element.js';
import {t} from '../text.js';
import {announce} from './announce.js';
import {icon} from './icons.js';

class CopyButton extends PageElement {
  static properties = {text: {}, what: {}, long: {type: Boolean}, done: {state: true}};

  render() {
    return html`
      <button type="button" class="button button-small ${this.long ? '' : 'button-icon'}" aria-label=${t('copy.what', {what: this.what})}
          title=${t('copy')} @click=${this.#copy}>
        ${icon(this.done ? 'check' : 'copy')}${this.long ? html`<span>${this.done ? t('copied') : t('copy')}</span>` : ''}
      </button>`;
  }

  async #copy() {
    if (await put(this.text)) {
      this.done = true;
      announce(t('copied.what', {what: this.what}));
      setTimeout(() => (this.done = false), 2_000);
    } else {
      announce(t('copy.failed'));
    }
  }
}

// The clipboard is there on secure origins alone.
async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'off-screen';
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}

customElements.define('mta-copy', CopyButton);
