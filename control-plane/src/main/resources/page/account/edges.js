// The edges that answer senders, and whether they get what the database wants served.
import {html, nothing} from 'lit';
import {get} from '../api.js';
import {ago, dateTime, number} from '../format.js';
import {notice} from '../parts/problem.js';
import {has, t} from '../text.js';
import {ListElement} from './list.js';

class Edges extends ListElement {
  static properties = {...ListElement.properties, publication: {state: true}};
  #again = 0;

  get path() {
    return '/edges';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#again = setInterval(() => document.hidden || this.read(), 10_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#again);
  }

  async read() {
    await super.read();
    await this.attempt(async () => {
      this.publication = await get('/publication', this.left);
    });
  }

  render() {
    const state = this.publication;
    return html`
      <section class="card" aria-labelledby="edges-title">
        <h2 id="edges-title">${t('edges.title')}</h2>
        ${state ? (state.publishing ? notice('good', '', t('edges.publishing')) : notice('error', t('edges.not-publishing'), state.reason ?? '')) : nothing}
        ${this.around(html`
          <div class="table-scroll" tabindex="0" role="group" aria-labelledby="edges-title">
          <table class="plain-table">
            <thead><tr><th scope="col">${t('edges.edge')}</th><th scope="col">${t('edges.state')}</th><th scope="col">${t('edges.policies')}</th><th scope="col">${t('edges.certificates')}</th><th scope="col">${t('edges.heard')}</th></tr></thead>
            <tbody>${this.items?.map((one) => this.#edge(one))}</tbody>
          </table></div>`, t('edges.empty'))}
      </section>`;
  }

  #edge(one) {
    const unreadable = Object.values(one.unreadable).reduce((sum, count) => sum + count, 0);
    return html`
      <tr>
        <th scope="row" class="breakable">${one.edge} <span class="quiet">${one.version}</span>
          ${one.zone_settings_differ ? html`<span class="bad">${t('edges.differs')}</span>` : nothing}
          ${unreadable ? html`<span class="bad">${t('edges.unreadable', {count: number(unreadable)})}</span>` : nothing}</th>
        <td><span class=${one.state === 'ready' ? 'good' : 'warn'}>${has(`edges.state.${one.state}`) ? t(`edges.state.${one.state}`) : one.state}</span></td>
        <td>${number(one.entries['mta-sts.policies'] ?? 0)}</td>
        <td>${number(one.entries['mta-sts.certificates'] ?? 0)}</td>
        <td title=${dateTime(one.heard_at)}>${ago(one.heard_at)}</td>
      </tr>`;
  }
}

customElements.define('mta-edges', Edges);
