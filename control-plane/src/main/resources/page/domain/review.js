// Before a change is saved: the document that senders will get, what they keep of the present one, and what has to be acknowledged.
import {html, nothing} from 'lit';
import {call, newKey} from '../api.js';
import {dateTime, localTimes, maxAge, plus} from '../format.js';
import {announce} from '../parts/announce.js';
import {PageDialog} from '../parts/dialog.js';
import {findingList, findingTitle} from '../parts/findings.js';
import {notice, problemNotice} from '../parts/problem.js';
import {t} from '../text.js';

// These are told; the others have to be acknowledged.
const TOLD = new Set(['mx-removed', 'mx-added-late', 'enforce-held']);
// Not a finding of the service: it has no TLS reports yet.
const NO_REPORTS = 'no-tls-reports';

class Review extends PageDialog {
  // save: {method, path, body(acknowledge)}; wanted: the configuration to preview.
  static properties = {...PageDialog.properties, state: {attribute: false}, wanted: {attribute: false}, save: {attribute: false}, preview: {state: true}, agreed: {state: true}};
  #key = newKey();

  constructor() {
    super();
    this.agreed = new Set();
  }

  get wide() {
    return true;
  }

  heading() {
    return t('review.title', {domain: this.state.domain.unicode_name});
  }

  connectedCallback() {
    super.connectedCallback();
    this.attempt(async () => {
      this.preview = (await call('POST', `/domains/${this.state.domain.name}/mta-sts/preview`, {body: this.wanted})).data;
    });
  }

  content() {
    if (!this.preview) {
      return html`
        ${problemNotice(this.error)}
        ${this.error ? nothing : html`<p aria-busy="true">${t('loading')}</p>`}
        <footer class="dialog-foot"><button type="button" class="button" @click=${() => this.close()}>${t('cancel')}</button></footer>`;
    }
    const told = this.preview.warnings.filter((one) => TOLD.has(one.code));
    const asked = this.#asked();
    return html`
      <form @submit=${this.#submit}>
        <h3>${t('review.document')}</h3>
        ${this.#diff()}
        <h3>${t('review.keep')}</h3>
        <ul class="plain">${this.#kept().map((one) => html`<li>${one}</li>`)}</ul>
        ${told.length ? findingList(told) : nothing}
        ${asked.length ? this.#acknowledge(asked) : nothing}
        ${problemNotice(this.error)}
        <footer class="dialog-foot">
          <button type="button" class="button" ?disabled=${this.busy} @click=${() => this.close()}>${t('review.back')}</button>
          <button class="button button-primary" ?disabled=${this.busy || !asked.every((one) => this.agreed.has(one.code))}>${t(this.busy ? 'saving' : this.#off() ? 'review.enable' : 'review.save')}</button>
        </footer>
      </form>`;
  }

  #off() {
    return this.state.mtaSts.status === 'inactive';
  }

  #diff() {
    const added = this.preview.diff.filter((one) => one.change === 'added').map((one) => one.line);
    const lines = [
      ...this.preview.diff.filter((one) => one.change === 'removed').map((one) => ['removed', one.line]),
      ...this.preview.document.split(/\r?\n/).filter(Boolean).map((line) => [added.includes(line) ? 'added' : 'same', line]),
    ];
    // A line stands beside the one that it replaces.
    const order = ['version', 'mode', 'mx', 'max_age'];
    const rank = ([, line]) => order.indexOf(line.split(':')[0]);
    lines.sort((one, other) => rank(one) - rank(other));
    return html`
      ${this.preview.diff.length ? nothing : html`<p class="quiet">${t('review.same')}</p>`}
      <ul class="diff" aria-label=${t('review.document')}>
        ${lines.map(([change, line]) => html`<li class="diff-${change}"><span class="off-screen">${change === 'same' ? '' : t(`review.${change}`)}</span><code>${line}</code></li>`)}
      </ul>`;
  }

  #kept() {
    const {policy} = this.state.mtaSts;
    const until = this.state.ledger.enforced_until;
    const kept = [];
    if (policy) {
      const served = Object.fromEntries(policy.document.split(/\r?\n/).map((line) => line.split(': ')));
      const seconds = Number(served.max_age);
      kept.push(t('review.kept-now', {mode: t(`mode.${served.mode}`), age: maxAge(seconds), until: dateTime(plus(seconds))}));
    }
    if (until && this.wanted.mode !== 'enforce') {
      kept.push(t('review.kept-enforce', {until: dateTime(until)}));
    }
    kept.push(t('review.kept-new', {age: maxAge(this.wanted.max_age), until: dateTime(plus(this.wanted.max_age))}));
    return kept;
  }

  #asked() {
    const codes = new Map();
    const refused = this.error?.findings ?? [];
    for (const finding of [...this.preview.warnings.filter((one) => !TOLD.has(one.code)), ...refused]) {
      const known = codes.get(finding.code) ?? {code: finding.code, findings: []};
      if (!known.findings.some((one) => one.subject === finding.subject)) {
        known.findings.push(finding);
      }
      codes.set(finding.code, known);
    }
    const asked = [...codes.values()];
    const served = this.state.mtaSts.policy?.document ?? '';
    if (this.wanted.mode === 'enforce' && !served.includes('mode: enforce')) {
      asked.push({code: NO_REPORTS, findings: []});
    }
    return asked;
  }

  #acknowledge(asked) {
    return html`
      <fieldset class="acknowledge">
        <legend>${t('review.acknowledge')}</legend>
        <p class="help">${t('review.acknowledge-text')}</p>
        ${asked.map((one) => html`
          <label class="choice">
            <input type="checkbox" name="acknowledge" value=${one.code} .checked=${this.agreed.has(one.code)} @change=${(event) => this.#agree(one.code, event.target.checked)}>
            <span><strong>${findingTitle(one.code)}</strong>
              ${one.findings.length ? one.findings.map((finding) => html`<span class="help breakable" lang="en">${localTimes(finding.advice)}</span>`) : html`<span class="help">${t(`finding.${one.code}.text`)}</span>`}</span>
          </label>`)}
      </fieldset>`;
  }

  #agree(code, agreed) {
    const all = new Set(this.agreed);
    all[agreed ? 'add' : 'delete'](code);
    this.agreed = all;
  }

  async #submit(event) {
    event.preventDefault();
    const {method, path, body} = this.save;
    const codes = [...this.agreed].filter((code) => code !== NO_REPORTS);
    const done = await this.attempt(async () => {
      await call(method, path, {body: body(codes), etag: this.state.etag, key: method === 'POST' ? this.#key : undefined});
      return true;
    });
    if (done) {
      announce(t('review.saved'));
      this.close('saved');
    } else if (this.error?.status === 412) {
      // The page shows what has changed meanwhile.
      this.close('changed');
    } else {
      this.#key = newKey();
    }
  }
}

customElements.define('mta-review', Review);
