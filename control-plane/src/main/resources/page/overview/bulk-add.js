// Adding one domain or many: a list is pasted, and each line gets its result.
import {html, nothing} from 'lit';
import {call, newKey} from '../api.js';
import {keep, load} from '../domain/draft.js';
import {PageDialog} from '../parts/dialog.js';
import {number} from '../format.js';
import {icon} from '../parts/icons.js';
import {problemNotice, problemTitle} from '../parts/problem.js';
import {domainPath, go} from '../router.js';
import {session} from '../session.js';
import {currentLanguage, t} from '../text.js';
import {parseDomains} from './lines.js';

const MOST = 1_000;

class BulkAdd extends PageDialog {
  static properties = {...PageDialog.properties, text: {state: true}, results: {state: true}};
  #key = newKey();

  constructor() {
    super();
    // A sign-in with the provider in between leaves the page.
    this.text = load(draft()) ?? '';
    this.results = null;
  }

  heading() {
    return t('bulk.title');
  }

  content() {
    return this.results ? this.#outcome() : this.#form();
  }

  #form() {
    const names = parseDomains(this.text);
    const many = names.length > MOST;
    return html`
      <form @submit=${(event) => this.#submit(event, names)}>
        <label for="bulk-text">${t('bulk.label')}</label>
        <textarea id="bulk-text" data-first rows="8" spellcheck="false" autocapitalize="off" placeholder="example.com&#10;example.org" aria-describedby="bulk-help bulk-count"
            .value=${this.text} @input=${(event) => this.#type(event.target.value)}></textarea>
        <p id="bulk-help" class="help">${t('bulk.help', {most: number(MOST)})}</p>
        <label class="file">${t('bulk.file')} <input type="file" accept=".csv,.txt,text/csv,text/plain" @change=${(event) => this.#read(event.target.files[0])}></label>
        ${problemNotice(this.error)}
        ${this.busy ? html`<progress aria-label=${t('bulk.progress')}></progress>` : nothing}
        <footer class="dialog-foot">
          <span id="bulk-count" role="status" class=${many ? 'bad' : 'quiet'}>${names.length ? t('bulk.count', {count: names.length, number: number(names.length)}) : ''}${many ? ` ${t('bulk.too-many', {most: number(MOST)})}` : ''}</span>
          <button type="button" class="button" ?disabled=${this.busy} @click=${() => this.#cancel()}>${t('cancel')}</button>
          <button class="button button-primary" ?disabled=${this.busy || !names.length || many}>${t('bulk.add')}</button>
        </footer>
      </form>`;
  }

  #outcome() {
    const of = (outcome) => this.results.filter((one) => one.outcome === outcome);
    const refused = of('refused');
    return html`
      <div class="bulk-summary" role="status">
        <span class="good">${icon('check')}${t('bulk.added', {number: number(of('added').length)})}</span>
        ${of('exists').length ? html`<span class="quiet">${icon('info')}${t('bulk.exists', {number: number(of('exists').length)})}</span>` : nothing}
        ${refused.length ? html`<span class="bad">${icon('alert')}${t('bulk.refused', {number: number(refused.length)})}</span>` : nothing}
      </div>
      ${problemNotice(this.error)}
      <ul class="bulk-results" tabindex="0" aria-label=${t('bulk.results')}>
        ${[...refused, ...of('exists'), ...of('added')].map((one) => html`
          <li class="bulk-${one.outcome}">${icon({added: 'check', exists: 'info', refused: 'alert'}[one.outcome])}
            <span class="breakable"><strong>${one.domain}</strong> ${one.problem && one.outcome === 'refused' ? refusal(one.problem) : t(`bulk.outcome.${one.outcome}`)}</span>
          </li>`)}
      </ul>
      <footer class="dialog-foot">
        ${refused.length ? html`<button type="button" class="button" @click=${() => this.#again(refused)}>${t('bulk.again')}</button>` : nothing}
        <button type="button" class="button button-primary" @click=${() => this.close()}>${t('done')}</button>
      </footer>`;
  }

  // The same list sent again is the same request: whatever the first one did is not done twice.
  #type(text) {
    this.text = text;
    keep(draft(), text);
    this.#key = newKey();
  }

  #cancel() {
    keep(draft(), null);
    this.close();
  }

  async #read(file) {
    if (file) {
      this.#type(`${this.text}${this.text && !this.text.endsWith('\n') ? '\n' : ''}${await file.text()}`);
    }
  }

  async #submit(event, names) {
    event.preventDefault();
    if (names.length === 1) {
      await this.#addOne(names[0]);
      return;
    }
    // All in one request: it does all of it or nothing.
    const done = await this.attempt(() => call('POST', '/domains/bulk', {body: {domains: names}, key: this.#key}));
    if (done) {
      this.results = done.data.results;
      keep(draft(), null);
    }
  }

  /** One domain is gone on with at once: its answer waits until its records may be set. */
  async #addOne(name) {
    const added = await this.attempt(() => call('POST', '/domains', {body: {name}, key: this.#key}));
    const there = this.error?.type === 'domain-exists' ? name.toLowerCase() : null;
    if (added || there) {
      keep(draft(), null);
      this.close();
      go(domainPath(added?.data.name ?? there));
    }
  }

  #again(refused) {
    this.#type(refused.map((one) => one.domain).join('\n'));
    this.error = null;
    this.results = null;
  }
}

function refusal(problem) {
  const detail = html`<span lang="en">${problem.detail}</span>`;
  return currentLanguage() === 'en' ? detail : html`${problemTitle(problem)}: ${detail}`;
}

function draft() {
  return `bulk ${session().tenant.id}`;
}

customElements.define('mta-bulk-add', BulkAdd);
