// Which MX hosts the policy lists, beside those that DNS names.
import {html, nothing} from 'lit';
import {call} from '../api.js';
import {PageElement} from '../element.js';
import {ago, date, dateTime} from '../format.js';
import {announce} from '../parts/announce.js';
import {findingList} from '../parts/findings.js';
import {icon} from '../parts/icons.js';
import {notice, problemNotice} from '../parts/problem.js';
import {t} from '../text.js';
import {lines} from './draft.js';
import {covered} from './patterns.js';

class MxHosts extends PageElement {
  static properties = {
    state: {attribute: false},
    values: {attribute: false},
    fixed: {attribute: false},
    fresh: {state: true},
    busy: {state: true},
    error: {state: true},
  };

  render() {
    const pinned = this.values.source === 'pinned';
    return html`
      <fieldset ?disabled=${this.fixed}>
        <legend>${t('mx.title')}</legend>
        <div class="choices choices-2">${['auto', 'pinned'].map((source) => this.#source(source))}</div>
        ${pinned ? this.#pinned() : this.#extra()}
        ${this.#live()}
      </fieldset>`;
  }

  #source(source) {
    const id = `mx-${source}`;
    return html`
      <label class="choice" for=${id}>
        <input type="radio" id=${id} name="mx-source" value=${source} .checked=${this.values.source === source} aria-describedby="${id}-help" @change=${() => this.#choose(source)}>
        <span><strong>${t(`mx.${source}`)}</strong><span id="${id}-help" class="help">${t(`mx.${source}.text`)}</span></span>
      </label>`;
  }

  #pinned() {
    return html`
      <label for="mx-patterns">${t('mx.patterns')}</label>
      <textarea id="mx-patterns" rows="4" spellcheck="false" autocapitalize="off" aria-describedby="mx-patterns-help" .value=${this.values.pinned}
        @input=${(event) => this.#edit({pinned: event.target.value})}></textarea>
      <p id="mx-patterns-help" class="help">${t('mx.patterns-help')}</p>`;
  }

  #extra() {
    return html`
      <details class="more" ?open=${Boolean(this.values.extra)}>
        <summary>${t('mx.extra')}</summary>
        <label for="mx-extra">${t('mx.extra-label')}</label>
        <textarea id="mx-extra" rows="2" spellcheck="false" autocapitalize="off" aria-describedby="mx-extra-help" .value=${this.values.extra}
          @input=${(event) => this.#edit({extra: event.target.value})}></textarea>
        <p id="mx-extra-help" class="help">${t('mx.extra-help')}</p>
      </details>`;
  }

  #live() {
    const mx = this.fresh ?? this.state.mx;
    const patterns = lines(this.values.pinned);
    const pinned = this.values.source === 'pinned';
    return html`
      <div class="mx-live">
        <div class="mx-live-head">
          <h3>${t('mx.live')}</h3>
          <span class="quiet">${mx.checked_at ? html`<span title=${dateTime(mx.checked_at)}>${t('checks.last', {ago: ago(mx.checked_at)})}</span>` : nothing}</span>
          <button type="button" class="button button-small" ?disabled=${this.busy} @click=${this.#refresh}>${icon('refresh')}${t('mx.refresh')}</button>
        </div>
        ${problemNotice(this.error)}
        ${mx.hosts.length ? html`
          <ul class="mx-list">
            ${mx.hosts.map((host) => this.#host(host, pinned ? (covered(patterns, host.host) ? 'covered' : 'uncovered') : this.#followed(host)))}
            ${mx.following.filter((one) => one.missing_since && !pinned).map((one) => this.#leaving(one))}
          </ul>` : notice('warning', t('mx.none'), t('mx.none-text'))}
        ${pinned ? this.#unused(patterns, mx.hosts) : nothing}
        ${mx.warnings.length ? findingList(mx.warnings) : nothing}
      </div>`;
  }

  // A policy that follows DNS lists what it does not list yet as soon as all agree.
  #followed(host) {
    return host.covered ? 'covered' : 'to-be-covered';
  }

  #host(host, cover) {
    const pattern = host.pattern ?? host.host;
    return html`
      <li>
        <span class="breakable"><code>${host.host}</code>${host.provider ? html` <span class="quiet">${host.provider}</span>` : nothing}</span>
        <span class=${{covered: 'good', uncovered: 'bad'}[cover] ?? 'quiet'}>${icon({covered: 'check', uncovered: 'alert'}[cover] ?? 'clock')}${t(`mx.${cover}`)}</span>
        ${cover !== 'uncovered' || this.fixed ? nothing : html`<button type="button" class="button button-small" @click=${() => this.#add(pattern)}>${icon('plus')}${t('mx.add', {pattern})}</button>`}
      </li>`;
  }

  #leaving(one) {
    return html`
      <li>
        <span class="breakable"><code>${one.host}</code> <span class="quiet">${t('mx.leaving', {since: date(one.missing_since), until: dateTime(one.listed_until)})}</span></span>
        <button type="button" class="button button-small" ?disabled=${this.busy} @click=${() => this.#drop(one.host)}>${t('mx.drop')}</button>
      </li>`;
  }

  #unused(patterns, hosts) {
    const unused = patterns.filter((pattern) => !hosts.some((host) => covered([pattern], host.host)));
    return unused.length && hosts.length
      ? html`<p class="help">${icon('info')}${t('mx.unused', {patterns: unused.join(', ')})}</p>`
      : nothing;
  }

  #choose(source) {
    // A pinned list begins with what works now.
    const start = source === 'pinned' && !this.values.pinned
      ? {pinned: [...new Set([...(this.state.mtaSts.mx?.hosts ?? []), ...this.state.mx.hosts.map((host) => host.pattern ?? host.host)])].join('\n')}
      : {};
    this.#edit({source, ...start});
  }

  #add(pattern) {
    this.#edit({pinned: [...lines(this.values.pinned), pattern].join('\n')});
  }

  #edit(change) {
    this.tell('edited', change);
  }

  #refresh() {
    return this.#attempt(async () => {
      this.fresh = null;
      await call('POST', `/domains/${this.state.domain.name}/checks`).catch((error) => {
        if (error.status !== 429) {
          throw error;
        }
      });
      const before = this.state.mx.checked_at;
      for (let turn = 0; turn < 8; turn += 1) {
        await new Promise((done) => setTimeout(done, 700));
        const mx = (await call('GET', `/domains/${this.state.domain.name}/mx`)).data;
        this.fresh = mx;
        if (mx.checked_at !== before) {
          break;
        }
      }
      announce(t('mx.refreshed', {count: this.fresh.hosts.length}));
      this.tell('saved');
    });
  }

  #drop(host) {
    return this.#attempt(async () => {
      await call('DELETE', `/domains/${this.state.domain.name}/mx/${encodeURIComponent(host)}`);
      this.fresh = null;
      this.dispatchEvent(new CustomEvent('saved', {bubbles: true}));
    });
  }

  async #attempt(work) {
    this.busy = true;
    this.error = null;
    try {
      await work();
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  willUpdate(changed) {
    // What the page has read since is newer.
    if (changed.has('state') && this.fresh && !(this.fresh.checked_at > this.state.mx.checked_at)) {
      this.fresh = null;
    }
  }
}

customElements.define('mta-mx-hosts', MxHosts);
