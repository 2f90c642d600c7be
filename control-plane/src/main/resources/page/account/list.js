// A list of the API on the account page: read page by page, changed, read again.
import {html, nothing} from 'lit';
import {get, onConnection} from '../api.js';
import {PageElement} from '../element.js';
import {problemNotice} from '../parts/problem.js';
import {t} from '../text.js';

export class ListElement extends PageElement {
  static properties = {items: {state: true}, next: {state: true}, error: {state: true}, busy: {state: true}};
  #stopConnection = null;

  /** Its path in the API. */
  get path() {
    throw new Error('A list has a path');
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
    this.#stopConnection = onConnection((online) => online && this.read());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopConnection();
  }

  read() {
    return this.attempt(async () => {
      const page = await get(this.path, this.left);
      this.items = page.items;
      this.next = page.next ?? null;
    });
  }

  /** The rest, the empty state, and what went wrong. */
  around(list, empty) {
    return html`
      ${this.items ? (this.items.length ? list : html`<p class="quiet">${empty}</p>`) : this.error ? nothing : html`<p class="quiet" aria-busy="true">${t('loading')}</p>`}
      ${problemNotice(this.error)}
      ${this.next ? html`<button type="button" class="button" ?disabled=${this.busy} @click=${() => this.#more()}>${t('more')}</button>` : nothing}`;
  }

  async attempt(work) {
    this.busy = true;
    this.error = null;
    try {
      await work();
      return true;
    } catch (error) {
      if (!this.left.aborted) {
        this.error = error;
      }
      return false;
    } finally {
      this.busy = false;
    }
  }

  #more() {
    return this.attempt(async () => {
      const page = await get(`${this.path}${this.path.includes('?') ? '&' : '?'}after=${encodeURIComponent(this.next)}`, this.left);
      this.items = [...this.items, ...page.items];
      this.next = page.next ?? null;
    });
  }
}
