// The tenant's domains, read page by page in the background: the first is shown at once, and what is there is searched and sorted here.
import {get} from '../api.js';

// A quick first page, then few long ones.
const FIRST = 50;
const NEXT = 200;
/** More are found by the search alone. */
export const MOST = 5_000;

export class Domains {
  #stop = new AbortController();
  items = [];
  complete = false;
  error = null;

  constructor(changed) {
    this.changed = changed;
  }

  /** Reads all pages; those of `q` alone where one is given. */
  async read({q = ''} = {}) {
    this.#stop.abort();
    this.#stop = new AbortController();
    const {signal} = this.#stop;
    const found = [];
    let after = null;
    this.error = null;
    this.complete = false;
    try {
      do {
        const query = new URLSearchParams({limit: after ? NEXT : FIRST});
        if (after) {
          query.set('after', after);
        }
        if (q) {
          query.set('q', q);
        }
        const page = await get(`/domains?${query}`, signal);
        found.push(...page.items);
        after = page.next ?? null;
        // What was shown before stays until the new list is as long: no flicker.
        if (!after || found.length >= this.items.length || found.length >= MOST) {
          this.items = [...found];
          this.changed();
        }
      } while (after && found.length < MOST);
      this.complete = !after;
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      this.error = error;
    }
    this.changed();
  }

  stop() {
    this.#stop.abort();
  }
}

const KEYS = {
  name: (one) => one.unicode_name,
  status: (one) => ['error', 'verifying', 'active', 'inactive'].indexOf(one.status),
  mode: (one) => ['enforce', 'testing', 'none'].indexOf(one.mode ?? 'none'),
  mx: (one) => (one.mx_covered === false ? 0 : one.mx_covered === true ? 1 : 2),
  certificate: (one) => Date.parse(one.certificate_not_after ?? '') || Infinity,
  checked: (one) => Date.parse(one.last_check_at ?? '') || 0,
};

/** Those that fit, in order. */
export function chosen(items, {q, status, tag, sort, descending}) {
  const wanted = q.trim().toLowerCase();
  const key = KEYS[sort];
  const direction = descending ? -1 : 1;
  return items
    .filter((one) => (!wanted || one.name.includes(wanted) || one.unicode_name.includes(wanted))
      && (!status || one.status === status)
      && (!tag || one.tags?.includes(tag)))
    .map((one) => [key(one), one])
    .sort(([a, one], [b, other]) => (a < b ? -direction : a > b ? direction : one.name < other.name ? -1 : 1))
    .map(([, one]) => one);
}

export function tagsOf(items) {
  return [...new Set(items.flatMap((one) => one.tags ?? []))].sort();
}
