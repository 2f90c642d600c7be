// Taking MTA-STS down without losing mail.
import {html} from 'lit';
import {call} from '../api.js';
import {PageElement} from '../element.js';
import {dateTime, plus} from '../format.js';
import {announce} from '../parts/announce.js';
import {PageDialog} from '../parts/dialog.js';
import {problemNotice} from '../parts/problem.js';
import {t} from '../text.js';

class Disable extends PageElement {
  static properties = {state: {attribute: false}};

  render() {
    return html`
      <section class="card card-danger" aria-labelledby="disable-title">
        <h2 id="disable-title">${t('disable.title')}</h2>
        <p>${t('disable.text')}</p>
        <button type="button" class="button button-danger" @click=${this.#open}>${t('disable.button')}</button>
      </section>`;
  }

  async #open() {
    if (await PageDialog.open('mta-disable-dialog', {state: this.state})) {
      this.tell('saved');
    }
  }
}

class DisableDialog extends PageDialog {
  static properties = {...PageDialog.properties, state: {attribute: false}, typed: {state: true}};

  constructor() {
    super();
    this.typed = '';
  }

  heading() {
    return t('disable.title-of', {domain: this.state.domain.unicode_name});
  }

  content() {
    const {domain, mtaSts, ledger} = this.state;
    const fits = [domain.name, domain.unicode_name].includes(this.typed.trim().toLowerCase());
    // The service keeps a none policy for a day at least, and until no sender can hold an enforced one.
    const until = ledger.enforced_until ?? plus(86_400);
    return html`
      <form @submit=${this.#submit}>
        <ol class="plain-steps">
          <li>${t('disable.step-none')}</li>
          <li>${mtaSts.policy ? t('disable.step-wait', {date: dateTime(until)}) : t('disable.step-nothing')}</li>
          <li>${t('disable.step-records')}</li>
        </ol>
        <label for="confirm">${t('confirm.type', {name: domain.unicode_name})}</label>
        <input id="confirm" data-first autocomplete="off" autocapitalize="off" spellcheck="false" .value=${this.typed} @input=${(event) => (this.typed = event.target.value)}>
        ${problemNotice(this.error)}
        <footer class="dialog-foot">
          <button type="button" class="button" ?disabled=${this.busy} @click=${() => this.close()}>${t('cancel')}</button>
          <button class="button button-danger" ?disabled=${!fits || this.busy}>${t('disable.confirm')}</button>
        </footer>
      </form>`;
  }

  async #submit(event) {
    event.preventDefault();
    const {domain, etag} = this.state;
    const done = await this.attempt(() => call('DELETE', `/domains/${domain.name}/mta-sts?confirm=${encodeURIComponent(domain.name)}`, {etag}));
    if (done) {
      announce(t('disable.done'));
      this.close(true);
    }
  }
}

customElements.define('mta-disable', Disable);
customElements.define('mta-disable-dialog', DisableDialog);
