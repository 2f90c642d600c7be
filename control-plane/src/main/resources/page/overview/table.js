// The rows that are in sight, of however many there are.
import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {PageElement} from '../element.js';
import {ago, dateTime, daysLeft, number} from '../format.js';
import {modeTag, statusBadge, unknown} from '../parts/badge.js';
import {icon} from '../parts/icons.js';
import {domainPath} from '../router.js';
import {t} from '../text.js';
import '../parts/menu.js';

const COLUMNS = ['name', 'status', 'mode', 'mx', 'certificate', 'checked'];
// What the service sorts by.
const SORTS = {name: 'name', status: 'status', certificate: 'certificate_not_after', checked: 'last_check_at'};
// The next rows are fetched before these last ones come into sight.
const LAST = 40;
// Rows beyond the window, so that scrolling shows no gap.
const AROUND = 8;
// New rows in one frame.
const AT_ONCE = 8;
const CERTIFICATE_SHORT = 14;

class DomainTable extends PageElement {
  static properties = {
    rows: {attribute: false},
    loading: {attribute: false},
    busy: {attribute: false},
    more: {attribute: false},
    sort: {attribute: false},
    descending: {attribute: false},
    menu: {attribute: false},
    from: {state: true},
    to: {state: true},
  };
  #look = () => this.#window();
  #resized = () => {
    this.#height = 0;
    this.requestUpdate();
  };
  #height = 0;
  #frame = 0;

  constructor() {
    super();
    this.rows = [];
    this.from = 0;
    this.to = 30;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('scroll', this.#look, {passive: true});
    addEventListener('resize', this.#resized, {passive: true});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('scroll', this.#look);
    removeEventListener('resize', this.#resized);
    cancelAnimationFrame(this.#frame);
  }

  render() {
    const shown = this.rows.slice(this.from, this.to);
    return html`
      <table class="domains" role="table" aria-rowcount=${this.more ? -1 : this.rows.length + 1} aria-busy=${this.busy ? 'true' : 'false'}>
        <caption class="off-screen">${t('overview.title')}</caption>
        <thead role="rowgroup"><tr role="row" aria-rowindex="1">
          ${COLUMNS.map((column) => this.#head(column))}
          <th scope="col" role="columnheader"><span class="off-screen">${t('gear')}</span></th>
        </tr></thead>
        <tbody class="space space-above" aria-hidden="true"><tr><td colspan="7"></td></tr></tbody>
        <tbody class="rows" role="rowgroup">
          ${this.loading ? Array.from({length: 24}, () => html`<tr class="ghost" aria-hidden="true">${COLUMNS.map(() => html`<td><span></span></td>`)}<td></td></tr>`) : nothing}
          ${repeat(shown, (one) => one.name, (one, index) => this.#row(one, this.from + index))}
        </tbody>
        <tbody class="space space-below" aria-hidden="true"><tr><td colspan="7"></td></tr></tbody>
      </table>
      ${this.more ? html`<p class="table-more"><button type="button" class="button" @click=${() => this.tell('near-end')}>${t('more')}</button></p>` : nothing}`;
  }

  #head(column) {
    const by = SORTS[column];
    if (!by) {
      return html`<th scope="col" role="columnheader" class="column-${column}"><span class="column-title">${t(`column.${column}`)}</span></th>`;
    }
    const sorted = this.sort === by;
    return html`
      <th scope="col" role="columnheader" class="column-${column}" aria-sort=${sorted ? (this.descending ? 'descending' : 'ascending') : nothing}>
        <button type="button" @click=${() => this.tell('sorted', by)}>${t(`column.${column}`)}${sorted ? icon(this.descending ? 'down' : 'up') : nothing}</button>
      </th>`;
  }

  #row(one, index) {
    return html`
      <tr role="row" aria-rowindex=${index + 2}>
        <th scope="row" role="rowheader" class="column-name">
          <a href=${domainPath(one.name)} title=${one.unicode_name}>${one.unicode_name}</a>
          ${one.tags?.length ? html`<span class="tags">${one.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</span>` : nothing}
        </th>
        <td role="cell" class="column-status">${statusBadge(one.status)}</td>
        <td role="cell" class="column-mode">${modeTag(one.mode)}</td>
        <td role="cell" class="column-mx">${cover(one.mx_covered)}</td>
        <td role="cell" class="column-certificate">${certificate(one.certificate_not_after)}</td>
        <td role="cell" class="column-checked">${one.last_check_at ? html`<time datetime=${one.last_check_at} title=${dateTime(one.last_check_at)}>${ago(one.last_check_at)}</time>` : unknown()}</td>
        <td role="cell" class="column-gear"><mta-menu .label=${t('gear.of', {domain: one.unicode_name})} .subject=${one} .items=${this.menu}></mta-menu></td>
      </tr>`;
  }

  updated() {
    const height = this.#rowHeight();
    // Through the object model: a style attribute is what the page's policy forbids.
    this.querySelector('.space-above td').style.height = `${this.from * height}px`;
    this.querySelector('.space-below td').style.height = `${Math.max(0, this.rows.length - this.to) * height}px`;
    this.#window();
  }

  #rowHeight() {
    this.#height ||= parseFloat(getComputedStyle(this).getPropertyValue('--row-height')) || 52;
    return this.#height;
  }

  #window() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const height = this.#rowHeight();
      const top = this.getBoundingClientRect().top;
      const first = Math.floor(-top / height) - AROUND;
      const last = Math.ceil((innerHeight - top) / height) + AROUND;
      // In steps, so that not each pixel renders.
      const from = Math.min(Math.max(0, first - (first % 4)), Math.max(0, this.rows.length - 1));
      this.#towards(from, Math.max(last + 4 - (last % 4), from + 1));
      if (this.more && last > this.rows.length - LAST) {
        this.tell('near-end');
      }
    });
  }

  // Some rows in each frame, so that none takes long; those to come are drawn in the next ones.
  #towards(from, to) {
    const apart = from >= this.to || to <= this.from;
    this.from = apart || from > this.from ? from : Math.max(from, this.from - AT_ONCE);
    this.to = apart ? Math.min(to, from + 2 * AT_ONCE) : Math.min(to, this.to + AT_ONCE);
  }
}

function cover(covered) {
  if (covered === undefined || covered === null) {
    return unknown();
  }
  return covered
    ? html`<span class="good">${icon('check')}${t('mx.covered')}</span>`
    : html`<span class="bad">${icon('alert')}${t('mx.uncovered')}</span>`;
}

function certificate(notAfter) {
  const days = daysLeft(notAfter);
  if (days === null) {
    return unknown();
  }
  const kind = days < 3 ? 'bad' : days < CERTIFICATE_SHORT ? 'warn' : '';
  return html`<span class=${kind} title=${dateTime(notAfter)}>${t('days', {count: days, number: number(days)})}</span>`;
}

customElements.define('mta-domain-table', DomainTable);
