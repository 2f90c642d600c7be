// Who changed what, and when; and the way back.
import {html, nothing} from 'lit';
import {get} from '../api.js';
import {PageElement} from '../element.js';
import {ago, dateTime, maxAge} from '../format.js';
import {modeTag} from '../parts/badge.js';
import {PageDialog} from '../parts/dialog.js';
import {problemNotice} from '../parts/problem.js';
import {may} from '../session.js';
import {has, t} from '../text.js';
import './review.js';

class History extends PageElement {
  static properties = {state: {attribute: false}, older: {state: true}, cursor: {state: true}, error: {state: true}};

  constructor() {
    super();
    this.older = [];
  }

  render() {
    const newest = this.state.versions.items;
    const known = new Set(newest.map((one) => one.number));
    const items = [...newest, ...this.older.filter((one) => !known.has(one.number))];
    const next = this.cursor === undefined ? this.state.versions.next : this.cursor;
    return html`
      <section class="card" aria-labelledby="history-title">
        <h2 id="history-title">${t('history.title')}</h2>
        ${items.length ? html`<ol class="history" reversed>${items.map((one, index) => this.#item(one, index))}</ol>` : html`<p class="quiet">${t('history.empty')}</p>`}
        ${problemNotice(this.error)}
        ${next ? html`<button type="button" class="button" @click=${() => this.#more(next)}>${t('history.more')}</button>` : nothing}
      </section>`;
  }

  #item(version, index) {
    const on = this.state.mtaSts.status !== 'inactive';
    const current = index === 0 && on && version.action !== 'disabled';
    return html`
      <li>
        <div class="history-what">
          <strong>${has(`history.${version.action}`) ? t(`history.${version.action}`) : version.action}</strong>
          ${version.action === 'disabled' ? nothing : html`${modeTag(version.mode)} <span>${maxAge(version.max_age)}</span> <span>${t(`mx.${version.mx.source}`)}</span>`}
          ${current ? html`<span class="tag">${t('history.current')}</span>` : nothing}
        </div>
        <div class="quiet"><time datetime=${version.changed_at} title=${dateTime(version.changed_at)}>${dateTime(version.changed_at)} (${ago(version.changed_at)})</time> · ${version.actor === 'auto' ? t('history.auto') : version.actor}
          ${version.action === 'disabled' ? nothing : html`<span class="breakable"> · ${[...version.mx.patterns, ...version.mx.hosts].join(', ')}</span>`}</div>
        ${current || version.action === 'disabled' || !may('write') ? nothing
          : html`<button type="button" class="button button-small" aria-label=${t('history.restore-of', {time: dateTime(version.changed_at)})} @click=${() => this.#restore(version)}>${t('history.restore')}</button>`}
      </li>`;
  }

  async #more(next) {
    this.error = null;
    try {
      const page = await get(`/domains/${this.state.domain.name}/mta-sts/versions?limit=50&after=${encodeURIComponent(next)}`, this.left);
      this.older = [...this.older, ...page.items];
      this.cursor = page.next ?? null;
    } catch (error) {
      this.error = error;
    }
  }

  async #restore(version) {
    const result = await PageDialog.open('mta-review', {
      state: this.state,
      wanted: {mode: version.mode, max_age: version.max_age, mx: {source: version.mx.source, patterns: version.mx.patterns}},
      save: {
        method: 'POST',
        path: `/domains/${this.state.domain.name}/mta-sts/versions/${version.number}/restore`,
        body: (acknowledge) => ({acknowledge}),
      },
    });
    if (result) {
      this.tell('saved');
    }
  }
}

customElements.define('mta-history', History);
