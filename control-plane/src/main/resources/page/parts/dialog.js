// A modal dialog: the browser's own, which keeps the focus inside and ends with Escape.
import {html} from 'lit';
import {PageElement, newId} from '../element.js';
import {t} from '../text.js';
import {icon} from './icons.js';

/** Subclasses give heading() and content(). It takes itself off the page when it is closed. */
export class PageDialog extends PageElement {
  static properties = {error: {state: true}, busy: {state: true}};
  #id = newId('dialog');
  #opener = document.activeElement;

  /** Puts a dialog on the page with these properties. Resolves with what it was closed with. */
  static open(name, properties = {}) {
    const dialog = Object.assign(document.createElement(name), properties);
    document.body.append(dialog);
    return new Promise((done) => dialog.addEventListener('closed', (event) => done(event.detail), {once: true}));
  }

  /** Whether it needs more room than a question. */
  get wide() {
    return false;
  }

  render() {
    return html`
      <dialog class=${this.wide ? 'wide' : ''} aria-labelledby=${this.#id} @close=${() => this.#closed()} @cancel=${(event) => this.busy && event.preventDefault()}>
        <header>
          <h2 id=${this.#id} tabindex="-1">${this.heading()}</h2>
          <button type="button" class="button button-icon button-quiet" aria-label=${t('close')} ?disabled=${this.busy} @click=${() => this.close()}>${icon('cross')}</button>
        </header>
        ${this.content()}
      </dialog>`;
  }

  firstUpdated() {
    const dialog = this.querySelector('dialog');
    dialog.showModal();
    (dialog.querySelector('[data-first]') ?? dialog.querySelector('h2')).focus();
  }

  close(result) {
    this.result = result;
    this.querySelector('dialog').close();
  }

  /** Runs a call with the buttons off; its problem is shown. */
  async attempt(work) {
    this.error = null;
    this.busy = true;
    try {
      return await work();
    } catch (error) {
      this.error = error;
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #closed() {
    this.tell('closed', this.result);
    this.remove();
    if (this.#opener?.isConnected) {
      this.#opener.focus();
    }
  }
}
