// The gear menu of a domain: DMARC monitoring, export, delete.
import {html, nothing} from 'lit';
import {call, get} from '../api.js';
import {announce} from '../parts/announce.js';
import {PageDialog} from '../parts/dialog.js';
import {findingList} from '../parts/findings.js';
import {icon} from '../parts/icons.js';
import {notice, problemNotice} from '../parts/problem.js';
import {may} from '../session.js';
import {t} from '../text.js';
import '../parts/copy.js';
import '../parts/menu.js';
import './tags.js';

/** The items; `changed` is called with whether the domain has gone. */
export function domainMenu(domain, changed) {
  return [
    {label: t('gear.dmarc'), run: () => openDmarc(domain, changed)},
    ...(may('write') ? [{label: t('gear.tags'), run: () => openTags(domain, changed)}] : []),
    {label: t('gear.export'), run: () => exportDomain(domain)},
    ...(may('write') ? [{label: t('gear.delete'), danger: true, run: () => openDelete(domain, changed)}] : []),
  ];
}

export async function openDmarc(domain, changed) {
  await PageDialog.open('mta-dmarc', {domain});
  changed(false);
}

async function openTags(domain, changed) {
  if (await PageDialog.open('mta-tags', {domain})) {
    changed(false);
  }
}

async function openDelete(domain, changed) {
  if (await PageDialog.open('mta-delete', {domain})) {
    announce(t('delete.done', {domain: domain.unicode_name}));
    changed(true);
  }
}

/** Everything that another host needs to go on with the policy. */
async function exportDomain(domain) {
  try {
    const path = `/domains/${domain.name}/mta-sts`;
    const [mtaSts, versions, ledger] = await Promise.all([get(path), get(`${path}/versions?limit=200`), get(`${path}/ledger`)]);
    const content = {
      domain: domain.name,
      exported_at: new Date().toISOString(),
      records: domain.records,
      configuration: mtaSts.mode ? {mode: mtaSts.mode, max_age: mtaSts.max_age, mx: mtaSts.mx} : null,
      policy: mtaSts.policy ? {document: mtaSts.policy.document, txt: `v=STSv1; id=${mtaSts.policy.id};`} : null,
      held_by_senders: ledger,
      history: versions.items,
    };
    download(`${domain.name}-mta-sts.json`, JSON.stringify(content, null, 2));
    announce(t('export.done'));
  } catch (error) {
    announce(error.detail || t('connection.lost'));
  }
}

function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type: 'application/json'}));
  link.download = name;
  link.target = '_self';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

class Dmarc extends PageDialog {
  static properties = {...PageDialog.properties, domain: {attribute: false}, view: {state: true}};
  #again = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#read();
    // The record may appear while the dialog is open.
    this.#again = setInterval(() => this.view?.state === 'waiting' && !this.busy && this.#read(), 4_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#again);
  }

  heading() {
    return t('dmarc.title', {domain: this.domain.unicode_name});
  }

  content() {
    return html`
      <p>${t('dmarc.text')}</p>
      ${this.view ? this.#state() : this.error ? nothing : html`<p aria-busy="true">${t('loading')}</p>`}
      ${problemNotice(this.error)}
      <footer class="dialog-foot"><button type="button" class="button" @click=${() => this.close()}>${t('done')}</button></footer>`;
  }

  #state() {
    const {view} = this;
    return html`
      <label class="switch"><input type="checkbox" role="switch" data-first .checked=${view.enabled} ?disabled=${this.busy || !may('write')} @change=${(event) => this.#switch(event.target)}>
        <span>${t('dmarc.switch')}</span></label>
      ${notice({on: 'good', waiting: 'warning', off: 'info'}[view.state], t(`dmarc.${view.state}`), t(`dmarc.${view.state}-text`), {live: true})}
      ${view.enabled && view.state !== 'on' ? html`
        <h3>${t('dmarc.publish')}</h3>
        <dl class="record-plain">
          <div><dt>${t('records.name')}</dt><dd><code class="breakable">${view.record.name}</code> <mta-copy .text=${view.record.name} .what=${t('records.name')}></mta-copy></dd></div>
          <div><dt>${t('records.type')}</dt><dd><code>${view.record.type}</code></dd></div>
          <div><dt>${t('dmarc.value')}</dt><dd><code class="breakable">${view.record.text}</code> <mta-copy .text=${view.record.text} .what=${t('dmarc.value')}></mta-copy></dd></div>
        </dl>` : nothing}
      ${view.found ? html`<p class="quiet breakable">${t('dmarc.found')} <code>${view.found}</code></p>` : nothing}
      ${view.findings.length ? findingList(view.findings) : nothing}
      ${view.enabled ? html`<button type="button" class="button button-small" ?disabled=${this.busy} @click=${() => this.#read()}>${icon('refresh')}${t('dmarc.look')}</button>` : nothing}`;
  }

  #read() {
    return this.attempt(async () => {
      this.view = await get(`/domains/${this.domain.name}/dmarc-monitoring`, this.left);
    });
  }

  async #switch(box) {
    const done = await this.attempt(async () => {
      this.view = (await call('PUT', `/domains/${this.domain.name}/dmarc-monitoring`, {body: {enabled: box.checked}})).data;
      return true;
    });
    if (!done) {
      box.checked = this.view.enabled;
    }
  }
}

class Delete extends PageDialog {
  static properties = {...PageDialog.properties, domain: {attribute: false}, typed: {state: true}};

  constructor() {
    super();
    this.typed = '';
  }

  heading() {
    return t('delete.title', {domain: this.domain.unicode_name});
  }

  content() {
    const fits = [this.domain.name, this.domain.unicode_name].includes(this.typed.trim().toLowerCase());
    return html`
      <form @submit=${this.#submit}>
        <p>${t('delete.text')}</p>
        <label for="confirm-delete">${t('confirm.type', {name: this.domain.unicode_name})}</label>
        <input id="confirm-delete" data-first autocomplete="off" autocapitalize="off" spellcheck="false" .value=${this.typed} @input=${(event) => (this.typed = event.target.value)}>
        ${problemNotice(this.error)}
        <footer class="dialog-foot">
          <button type="button" class="button" ?disabled=${this.busy} @click=${() => this.close()}>${t('cancel')}</button>
          <button class="button button-danger" ?disabled=${!fits || this.busy}>${t('delete.confirm')}</button>
        </footer>
      </form>`;
  }

  async #submit(event) {
    event.preventDefault();
    if (await this.attempt(() => call('DELETE', `/domains/${this.domain.name}`))) {
      this.close(true);
    }
  }
}

customElements.define('mta-dmarc', Dmarc);
customElements.define('mta-delete', Delete);
