// Who may sign in to the tenant, and as what.
import {html, nothing} from 'lit';
import {call} from '../api.js';
import {date} from '../format.js';
import {announce} from '../parts/announce.js';
import {session} from '../session.js';
import {t} from '../text.js';
import {ListElement} from './list.js';

const ROLES = ['viewer', 'editor', 'admin'];

class Members extends ListElement {
  get path() {
    return '/members';
  }

  render() {
    // A service without people of its own: access tokens are all there is.
    if (this.error?.status === 404 && !this.items) {
      return nothing;
    }
    return html`
      <section class="card" aria-labelledby="members-title">
        <h2 id="members-title">${t('members.title')}</h2>
        <p class="help">${t('members.text')}</p>
        ${this.around(html`<ul class="entries">${this.items?.map((one) => this.#member(one))}</ul>`, t('members.empty'))}
        <form class="row-form" @submit=${this.#invite}>
          <div><label for="member-email">${t('members.email')}</label><input id="member-email" name="email" type="email" required maxlength="254" autocomplete="off"></div>
          <div><label for="member-role">${t('account.role')}</label>${this.#roles('member-role', 'editor')}</div>
          <button class="button" ?disabled=${this.busy}>${t('members.invite')}</button>
        </form>
      </section>`;
  }

  #roles(id, chosen, changed, label) {
    return html`<select id=${id} name="role" aria-label=${label ?? nothing} @change=${changed ?? (() => {})}>${ROLES.map((role) => html`<option value=${role} ?selected=${role === chosen}>${t(`role.${role}`)}</option>`)}</select>`;
  }

  #member(one) {
    const name = one.name ?? one.email;
    const self = one.email && one.email === session().email;
    return html`
      <li>
        <div class="entry-what"><strong class="breakable">${name}</strong>${one.name && one.email ? html` <span class="quiet breakable">${one.email}</span>` : nothing}${self ? html` <span class="tag">${t('members.you')}</span>` : nothing}
          <span class="quiet">${one.invited ? t('members.invited', {date: date(one.created_at)}) : one.by_provider ? t('members.by-provider') : ''}</span></div>
        ${one.by_provider ? html`<span>${t(`role.${one.role}`)}</span>` : html`
          ${this.#roles(`role-${one.id}`, one.role, (event) => this.#change(one, event.target), t('members.role-of', {name}))}
          <button type="button" class="button button-small" ?disabled=${this.busy} aria-label=${t('members.remove-of', {name})} @click=${() => this.#remove(one, name)}>${t('remove')}</button>`}
      </li>`;
  }

  async #invite(event) {
    event.preventDefault();
    const form = event.target;
    const {email, role} = form.elements;
    if (await this.attempt(() => call('POST', '/members', {body: {email: email.value.trim(), role: role.value}}))) {
      form.reset();
      announce(t('members.invited-now'));
      this.read();
    }
  }

  async #change(one, select) {
    if (await this.attempt(() => call('PATCH', `/members/${one.id}`, {body: {role: select.value}}))) {
      announce(t('saved'));
      this.read();
    } else {
      select.value = one.role;
    }
  }

  async #remove(one, name) {
    if (confirm(t('members.remove-sure', {name})) && (await this.attempt(() => call('DELETE', `/members/${one.id}`)))) {
      announce(t('removed'));
      this.read();
    }
  }
}

customElements.define('mta-members', Members);
