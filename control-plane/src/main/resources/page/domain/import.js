// Moving in with the policy that another host serves.
import {html, nothing} from 'lit';
import {call, get} from '../api.js';
import {PageElement} from '../element.js';
import {maxAge} from '../format.js';
import {announce} from '../parts/announce.js';
import {notice, problemNotice} from '../parts/problem.js';
import {t} from '../text.js';

class Import extends PageElement {
  static properties = {state: {attribute: false}, offer: {state: true}, error: {state: true}, busy: {state: true}};

  async firstUpdated() {
    try {
      this.offer = await get(`/domains/${this.state.domain.name}/mta-sts/import`, this.left);
    } catch {
      // Most domains have no policy yet: nothing to say.
    }
  }

  render() {
    const {offer} = this;
    if (!offer) {
      return nothing;
    }
    return notice('info', t('import.title'), html`
      <p>${t('import.text', {mode: t(`mode.${offer.mode}`), age: maxAge(offer.max_age)})} <span class="breakable">${offer.mx.join(', ')}</span></p>
      ${offer.faults.length ? html`<p>${t('import.faults')}</p><ul lang="en">${offer.faults.map((one) => html`<li class="breakable">${one.detail}</li>`)}</ul>` : nothing}
      <p>${t('import.offered', {mode: t(`mode.${offer.offered.mode}`), age: maxAge(offer.offered.max_age)})} ${offer.carries_enforce ? t('import.carries') : ''}</p>
      <p>${t('import.txt')}</p>
      ${problemNotice(this.error)}
      <p><button type="button" class="button" ?disabled=${this.busy} @click=${this.#save}>${t('import.save')}</button></p>`);
  }

  async #save() {
    this.busy = true;
    this.error = null;
    try {
      await call('POST', `/domains/${this.state.domain.name}/mta-sts/import`, {etag: this.state.etag});
      announce(t('review.saved'));
      this.tell('saved');
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('mta-import', Import);
