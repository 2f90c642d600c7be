// When the domain was looked at, and looking again.
import {html, nothing} from 'lit';
import {call} from '../api.js';
import {PageElement} from '../element.js';
import {ago, ahead, dateTime} from '../format.js';
import {icon} from '../parts/icons.js';
import {problemNotice} from '../parts/problem.js';
import {may} from '../session.js';
import {t} from '../text.js';

class Checks extends PageElement {
  static properties = {state: {attribute: false}, live: {attribute: false}, error: {state: true}, asked: {state: true}};

  render() {
    const {mtaSts} = this.state;
    return html`
      <div class="checks">
        <p class="quiet">
          ${mtaSts.checked_at ? html`<span title=${dateTime(mtaSts.checked_at)}>${t('checks.last', {ago: ago(mtaSts.checked_at)})}</span>` : t('checks.never')}
          ${mtaSts.next_check_at ? html` · <span title=${dateTime(mtaSts.next_check_at)}>${t('checks.next', {ago: ahead(mtaSts.next_check_at)})}</span>` : nothing}
          · <span class="live ${this.live ? 'live-on' : ''}">${t(this.live ? 'checks.live' : 'checks.not-live')}</span>
        </p>
        ${may('write') ? html`<button type="button" class="button button-small" ?disabled=${this.#waiting()} @click=${this.#check}>${icon('refresh')}${t(this.#waiting() ? 'checks.running' : 'checks.now')}</button>` : nothing}
      </div>
      ${problemNotice(this.error)}`;
  }

  #waiting() {
    return Boolean(this.asked) && this.asked.before === (this.state.mtaSts.checked_at ?? null);
  }

  async #check() {
    this.error = null;
    try {
      await call('POST', `/domains/${this.state.domain.name}/checks`);
      const asked = {before: this.state.mtaSts.checked_at ?? null};
      this.asked = asked;
      // Findings that stay the same are no event.
      for (const pause of [800, 1_500, 3_000, 6_000]) {
        setTimeout(() => this.#waiting() && this.tell('asked'), pause);
      }
      setTimeout(() => this.asked === asked && (this.asked = null), 15_000);
    } catch (error) {
      this.error = error;
    }
  }
}

customElements.define('mta-checks', Checks);
