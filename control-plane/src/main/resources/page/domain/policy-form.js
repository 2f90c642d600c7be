// Mode, max age and MX hosts: changed here, looked at before they are saved.
import {html, nothing} from 'lit';
import {PageElement} from '../element.js';
import {PageDialog} from '../parts/dialog.js';
import {notice} from '../parts/problem.js';
import {may} from '../session.js';
import {has, t} from '../text.js';
import {conflictNotice} from './conflict.js';
import {keep, load, request, same, saved} from './draft.js';
import './mx-hosts.js';
import './review.js';

const MODES = ['testing', 'enforce', 'none'];
const MAX_AGES = [[86400, 'day'], [604800, 'week'], [2592000, 'month'], [31536000, 'year']];

class PolicyForm extends PageElement {
  static properties = {state: {attribute: false}, owner: {attribute: false}, gated: {attribute: false}, draft: {state: true}};

  willUpdate() {
    if (!this.hasLoaded) {
      this.hasLoaded = true;
      this.draft = load(this.#key());
    }
    // Somebody else has saved just what was typed here.
    if (this.draft && same(this.draft.values, saved(this.state.mtaSts))) {
      this.#change(null);
    }
  }

  render() {
    const values = this.#values();
    const fixed = !may('write');
    return html`
      <section class="card" aria-labelledby="policy-title">
        <h2 id="policy-title">${t('policy.title')}</h2>
        ${fixed ? notice('info', '', t('policy.viewer')) : nothing}
        ${this.#conflict() ? conflictNotice(this.draft, this.state, {mine: () => this.#rebase(), theirs: () => this.#change(null)}) : nothing}
        <form @submit=${(event) => this.#review(event)}>
          <fieldset ?disabled=${fixed}>
            <legend>${t('policy.mode')}</legend>
            <div class="choices">${MODES.map((mode) => this.#choice('mode', mode, `mode.${mode}`, values.mode === mode))}</div>
            ${values.mode !== 'enforce' || this.state.mtaSts.mode === 'enforce' ? nothing : notice('warning', t('policy.enforce-first'), t('policy.enforce-first-text'))}
          </fieldset>
          <fieldset ?disabled=${fixed}>
            <legend>${t('policy.max-age')}</legend>
            <p class="help">${t('policy.max-age-help')}</p>
            <div class="choices choices-4">${MAX_AGES.map(([seconds, name]) => this.#choice('max_age', seconds, `max-age.${name}`, Number(values.max_age) === seconds))}</div>
          </fieldset>
          <mta-mx-hosts .state=${this.state} .values=${values} .fixed=${fixed} @edited=${(event) => this.#edit(event.detail)}></mta-mx-hosts>
          ${fixed ? nothing : this.#foot()}
        </form>
      </section>`;
  }

  #choice(field, value, key, chosen) {
    const id = `${field}-${value}`;
    return html`
      <label class="choice" for=${id}>
        <input type="radio" id=${id} name=${field} value=${value} .checked=${chosen} aria-describedby="${id}-help" @change=${() => this.#edit({[field]: value})}>
        <span><strong>${t(key)}</strong>${has(`${key}.note`) ? html` <span class="tag">${t(`${key}.note`)}</span>` : nothing}
          <span id="${id}-help" class="help">${t(`${key}.text`)}</span></span>
      </label>`;
  }

  #foot() {
    const off = this.state.mtaSts.status === 'inactive';
    const changed = Boolean(this.draft);
    return html`
      <div class="form-foot ${changed ? 'form-foot-changed' : ''}">
        <span class="quiet" role="status">${changed ? t('policy.unsaved') : ''}</span>
        ${changed ? html`<button type="button" class="button" @click=${() => this.#change(null)}>${t('policy.discard')}</button>` : nothing}
        <button class="button button-primary" ?disabled=${(!changed && !off) || (off && this.gated) || this.#conflict()}>${t(off ? 'policy.review-enable' : 'policy.review')}</button>
        ${off && this.gated ? html`<p class="help">${t('policy.gated')}</p>` : nothing}
      </div>`;
  }

  #key() {
    return `${this.owner} ${this.state.domain.name}`;
  }

  #values() {
    return this.draft?.values ?? saved(this.state.mtaSts);
  }

  #conflict() {
    return Boolean(this.draft) && this.draft.etag !== this.state.etag && !same(this.draft.base, saved(this.state.mtaSts));
  }

  #edit(change) {
    const now = saved(this.state.mtaSts);
    const values = {...this.#values(), ...change};
    const untouched = !this.draft;
    this.#change(same(values, now) && values.source === now.source ? null
      : {values, base: untouched ? now : this.draft.base, etag: untouched ? this.state.etag : this.draft.etag});
  }

  #change(draft) {
    this.draft = draft;
    keep(this.#key(), draft);
    this.requestUpdate();
  }

  #rebase() {
    this.#change({...this.draft, base: saved(this.state.mtaSts), etag: this.state.etag});
  }

  async #review(event) {
    event.preventDefault();
    const result = await PageDialog.open('mta-review', {
      state: this.state,
      wanted: request(this.#values()),
      save: {method: 'PUT', path: `/domains/${this.state.domain.name}/mta-sts`, body: (acknowledge) => request(this.#values(), acknowledge)},
    });
    if (result === 'saved') {
      this.#change(null);
    }
    if (result) {
      this.tell('saved');
    }
    this.conflicting = result === 'changed';
  }

  updated() {
    const compare = this.conflicting && this.querySelector('.compare');
    if (compare) {
      this.conflicting = false;
      compare.closest('.notice').scrollIntoView({block: 'center'});
      compare.parentElement.focus();
    }
  }
}

customElements.define('mta-policy-form', PolicyForm);
