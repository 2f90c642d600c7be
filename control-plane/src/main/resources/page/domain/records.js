// The two CNAME records: what to set, what is seen, and how to set it where the zone is kept.
import {html, nothing} from 'lit';
import {get} from '../api.js';
import {PageElement} from '../element.js';
import {ago, clock, dateTime} from '../format.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/problem.js';
import {has, t} from '../text.js';
import {externalDns, relative, terraform, zoneFile} from './record-texts.js';
import '../parts/copy.js';

const TEXTS = {zone: zoneFile, terraform, 'external-dns': externalDns};

class Records extends PageElement {
  static properties = {state: {attribute: false}, text: {state: true}, dnsHost: {state: true}};

  constructor() {
    super();
    this.text = 'zone';
  }

  async firstUpdated() {
    try {
      this.dnsHost = await get(`/domains/${this.state.domain.name}/dns-host`, this.left);
    } catch {
      // Hints help; the records are all that is needed.
    }
  }

  render() {
    const {domain} = this.state;
    return html`
      <section class="card" aria-labelledby="records-title">
        <h2 id="records-title">${t('records.title')}</h2>
        <p>${t('records.text')}</p>
        ${domain.records_ready ? nothing : notice('warning', t('records.not-ready'), t('records.not-ready-text'), {live: true})}
        <ul class="records">${domain.records.map((record) => this.#record(record))}</ul>
        ${this.#hints()}
        <details class="more">
          <summary>${t('records.as-text')}</summary>
          ${this.#asText()}
        </details>
      </section>`;
  }

  #hints() {
    const {host, hints, name_servers: servers} = this.dnsHost ?? {};
    const {cnames} = this.state.mtaSts;
    if (!hints?.length || (cnames.length && cnames.every((one) => one.state === 'seen'))) {
      return nothing;
    }
    return html`
      <div class="hints">
        <h3>${host ? t('hints.title', {host: host.name}) : t('hints.some')}</h3>
        <ul>${hints.map((hint) => (has(`hints.${hint.code}`) ? html`<li>${t(`hints.${hint.code}`)}</li>` : html`<li lang="en">${hint.advice}</li>`))}</ul>
        ${servers?.length ? html`<p class="quiet breakable">${t('hints.servers', {servers: servers.join(', ')})}</p>` : nothing}
      </div>`;
  }

  #record(record) {
    const name = plain(record.name);
    const seen = this.state.mtaSts.cnames.find((one) => one.name === name);
    const findings = this.state.mtaSts.findings.filter((one) => one.subject.replace(/\.$/, '') === name && one.found);
    const label = relative(name, this.dnsHost?.zone ?? this.state.domain.name);
    return html`
      <li class="record">
        <div class="record-head">
          <strong>${t(`records.${record.purpose}`)}</strong>
          ${this.#sign(seen)}
        </div>
        <dl>
          <div><dt>${t('records.name')}</dt><dd><code class="breakable">${record.name}</code> <mta-copy .text=${record.name} .what=${t('records.name-of', {name})}></mta-copy>
            <span class="quiet">${t('records.label', {label})}</span></dd></div>
          <div><dt>${t('records.type')}</dt><dd><code>${record.type}</code></dd></div>
          <div><dt>${t('records.target')}</dt><dd><code class="breakable">${record.target}</code> <mta-copy .text=${record.target} .what=${t('records.target-of', {name})}></mta-copy></dd></div>
        </dl>
        ${this.#seenBy(seen, findings)}
      </li>`;
  }

  #sign(seen) {
    const state = seen?.state ?? 'not_looked';
    const sign = {seen: 'check', wrong: 'alert', not_seen: 'clock', unknown: 'info', not_looked: 'clock'}[state];
    const kind = {seen: 'good', wrong: 'bad', not_seen: 'warn'}[state] ?? 'quiet';
    return html`<span class="sign ${kind}">${icon(sign)}${t(`records.${state}`)}</span>`;
  }

  #seenBy(seen, findings) {
    const {checked_at: at} = this.state.mtaSts;
    // Several findings may rest on the same answer.
    const found = [...new Map(findings.flatMap((finding) => finding.found).map((one) => [`${one.server} ${one.value}`, one])).values()];
    if (!seen) {
      return nothing;
    }
    if (!found.length) {
      return html`<p class="quiet seen-line">${t(`records.${seen.state}-by`, {time: at ? clock(at) : '', ago: ago(at)})}</p>`;
    }
    return html`<ul class="seen-line quiet">${found.map((one) => html`<li class="breakable">
      ${t(one.value ? 'records.found' : 'records.found-nothing', {value: one.value, server: one.server, time: clock(one.at)})}
      ${one.ttl_left ? t('finding.remembered', {until: dateTime(new Date(Date.parse(one.at) + one.ttl_left * 1000))}) : nothing}</li>`)}</ul>`;
  }

  #asText() {
    const text = TEXTS[this.text](this.state.domain, this.dnsHost?.zone ?? this.state.domain.name);
    return html`
      <fieldset class="segments">
        <legend class="off-screen">${t('records.form')}</legend>
        ${Object.keys(TEXTS).map((one) => html`<label><input type="radio" name="record-text" value=${one} ?checked=${one === this.text} @change=${() => (this.text = one)}><span>${t(`records.${one}`)}</span></label>`)}
      </fieldset>
      <div class="code"><pre tabindex="0" aria-label=${t(`records.${this.text}`)}>${text}</pre><mta-copy long .text=${text} .what=${t(`records.${this.text}`)}></mta-copy></div>`;
  }
}

function plain(name) {
  return name.replace(/\.$/, '');
}

customElements.define('mta-records', Records);
