// A button that opens a menu (WAI-ARIA menu button pattern).
import {html} from 'lit';
import {PageElement, newId} from '../element.js';
import {icon} from './icons.js';

class MenuButton extends PageElement {
  // items: (subject) => [{label, run, danger}], asked each time that the menu opens.
  static properties = {label: {}, sign: {}, subject: {attribute: false}, items: {attribute: false}, open: {state: true}};
  #id = newId('menu');
  #outside = (event) => this.contains(event.target) || this.#close();

  constructor() {
    super();
    this.sign = 'gear';
    this.items = () => [];
  }

  render() {
    return html`
      <button type="button" class="button button-icon button-quiet" aria-haspopup="menu" aria-expanded=${this.open ? 'true' : 'false'}
          aria-controls=${this.#id} aria-label=${this.label} title=${this.label} @click=${this.#toggle} @keydown=${this.#onButtonKey}>${icon(this.sign)}</button>
      <ul role="menu" id=${this.#id} aria-label=${this.label} ?hidden=${!this.open} @keydown=${this.#onKey}>
        ${this.open ? this.items(this.subject).map((item) => this.#item(item)) : ''}
      </ul>`;
  }

  #item(item) {
    return html`<li role="none"><button type="button" role="menuitem" tabindex="-1" class=${item.danger ? 'danger' : ''} @click=${() => this.#choose(item)}>${item.label}</button></li>`;
  }

  #choose(item) {
    this.#close(true);
    item.run();
  }

  #toggle() {
    if (this.open) {
      this.#close(true);
    } else {
      this.#show(0);
    }
  }

  async #show(index) {
    this.open = true;
    document.addEventListener('pointerdown', this.#outside);
    await this.updateComplete;
    this.#entries().at(index)?.focus();
  }

  #close(focus = false) {
    this.open = false;
    document.removeEventListener('pointerdown', this.#outside);
    if (focus) {
      this.querySelector('button').focus();
    }
  }

  #entries() {
    return [...this.querySelectorAll('[role=menuitem]')];
  }

  #onButtonKey(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#show(event.key === 'ArrowDown' ? 0 : -1);
    }
  }

  #onKey(event) {
    const entries = this.#entries();
    const at = entries.indexOf(document.activeElement);
    const next = {ArrowDown: (at + 1) % entries.length, ArrowUp: (at - 1 + entries.length) % entries.length, Home: 0, End: entries.length - 1}[event.key];
    if (next !== undefined) {
      event.preventDefault();
      entries[next].focus();
    } else if (event.key === 'Escape') {
      this.#close(true);
    } else if (event.key === 'Tab') {
      this.#close();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#outside);
  }
}

customElements.define('mta-menu', MenuButton);
