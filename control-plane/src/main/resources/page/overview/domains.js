// The tenant's domains as the service finds and sorts them: page by page, as far as somebody looks.
import {askEarly, get} from '../api.js';

// A quick first page, then few long ones.
const FIRST = 50;
const NEXT = 200;

// What the overview shows before anybody has chosen.
const PLAIN = {sort: 'name'};

/** Asks for the first page of all of them. */
export function askForDomains() {
  askEarly(`/domains?${new URLSearchParams({...PLAIN, limit: FIRST})}`);
}

export class Domains {
  #stop = null;
  #next = null;
  #query = {};
  #again = false;
  items = [];
  /** Whether what was asked for last has been read. */
  ready = false;
  error = null;

  constructor(changed) {
    this.changed = changed;
  }

  get more() {
    return this.#next !== null;
  }

  /** Reads what fits this; what was shown before stays until it is here. */
  choose(query) {
    this.#query = query;
    this.#stop?.abort();
    this.ready = false;
    return this.#read((signal) => this.#from(null, FIRST, signal));
  }

  /** Reads the next page, if there is one and none is being read. */
  readMore() {
    const after = this.#next;
    return this.#stop || !after ? null
      : this.#read(async (signal) => {
        const page = await this.#page(after, NEXT, signal);
        return {items: [...this.items, ...page.items], next: page.next};
      });
  }

  /** Reads as much as is shown anew. */
  refresh() {
    if (this.#stop) {
      this.#again = true;
      return null;
    }
    return this.#read((signal) => this.#from(null, Math.max(FIRST, this.items.length), signal));
  }

  stop() {
    this.#stop?.abort();
    this.#again = false;
  }

  async #read(pages) {
    const stop = new AbortController();
    this.#stop = stop;
    try {
      const {items, next} = await pages(stop.signal);
      if (stop.signal.aborted) {
        return;
      }
      this.items = items;
      this.#next = next;
      this.ready = true;
      this.error = null;
    } catch (error) {
      if (stop.signal.aborted) {
        return;
      }
      this.error = error;
    }
    this.#stop = null;
    this.changed();
    if (this.#again) {
      this.#again = false;
      this.refresh();
    }
  }

  async #from(start, wanted, signal) {
    const items = [];
    let next = start;
    do {
      const page = await this.#page(next, Math.min(NEXT, wanted - items.length), signal);
      items.push(...page.items);
      next = page.next;
    } while (next && items.length < wanted);
    return {items, next};
  }

  async #page(after, limit, signal) {
    const query = new URLSearchParams({...this.#query, limit});
    if (after) {
      query.set('after', after);
    }
    const page = await get(`/domains?${query}`, signal);
    return {items: page.items, next: page.next ?? null};
  }
}
