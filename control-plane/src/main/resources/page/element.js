// What all parts of the page have in common.
import {LitElement} from 'lit';
import {onLanguage} from './text.js';

/**
 * A part of the page. It renders into the document itself and not into a shadow tree, so that labels, headings and
 * descriptions reach across parts, and one style sheet serves them all.
 */
export class PageElement extends LitElement {
  #stop = null;
  #left = new AbortController();

  createRenderRoot() {
    return this;
  }

  /** Aborted when the part leaves the page. */
  get left() {
    return this.#left.signal;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#left = new AbortController();
    this.#stop = onLanguage(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
    this.#left.abort();
  }

  /** Tells the parts above. */
  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail, bubbles: true}));
  }
}

let numbers = 0;

/** A name that no other element has, for labels and descriptions. */
export function newId(prefix) {
  numbers += 1;
  return `${prefix}-${numbers}`;
}
