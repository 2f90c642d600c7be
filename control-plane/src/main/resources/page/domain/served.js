// What senders get at the moment.
import {html, nothing} from 'lit';
import {PageElement} from '../element.js';
import {dateTime, daysLeft, maxAge, number} from '../format.js';
import {modeTag} from '../parts/badge.js';
import {t} from '../text.js';
import '../parts/copy.js';

class Served extends PageElement {
  static properties = {state: {attribute: false}};

  render() {
    const {mtaSts, certificate, ledger, domain} = this.state;
    return html`
      <section class="card" aria-labelledby="served-title">
        <h2 id="served-title">${t('served.title')}</h2>
        ${mtaSts.policy ? html`
          <div class="served">
            <div>
              <h3>${t('served.policy')}</h3>
              <p class="quiet breakable">https://mta-sts.${domain.name}/.well-known/mta-sts.txt</p>
              <div class="code"><pre tabindex="0" aria-label=${t('served.policy')}>${mtaSts.policy.document}</pre><mta-copy long .text=${mtaSts.policy.document} .what=${t('served.policy')}></mta-copy></div>
            </div>
            <dl class="facts">
              <div><dt>${t('served.txt')}</dt><dd><code class="breakable">v=STSv1; id=${mtaSts.policy.id};</code></dd></div>
              <div><dt>${t('served.edges')}</dt><dd>${t('served.edges-on', {on: mtaSts.rollout.live_on, of: mtaSts.rollout.of})}</dd></div>
              <div><dt>${t('served.certificate')}</dt><dd>${certificate.certificate
                ? html`${t('served.valid', {until: dateTime(certificate.certificate.not_after), days: number(daysLeft(certificate.certificate.not_after))})}
                  <span class="quiet">${t('served.renew', {date: dateTime(certificate.certificate.renew_at), authority: certificate.certificate.authority})}</span>`
                : t('served.no-certificate')}</dd></div>
              ${ledger.enforced_until ? html`<div><dt>${t('served.enforced')}</dt><dd>${dateTime(ledger.enforced_until)}</dd></div>` : nothing}
            </dl>
          </div>
          ${ledger.items.length > 1 ? this.#held(ledger.items) : nothing}`
        : html`<p class="quiet">${t(mtaSts.status === 'inactive' ? 'served.nothing' : 'served.soon')}</p>`}
      </section>`;
  }

  #held(items) {
    return html`
      <details class="more">
        <summary>${t('served.held')}</summary>
        <ul class="plain">
          ${items.map((one) => html`<li>${modeTag(one.mode)} ${maxAge(one.max_age)} <span class="quiet">${one.held_until ? t('served.held-until', {date: dateTime(one.held_until)}) : t('served.held-now')}</span></li>`)}
        </ul>
      </details>`;
  }
}

customElements.define('mta-served', Served);
