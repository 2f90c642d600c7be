// A session that has ended while somebody is at work: they sign in over the page, and nothing on it is lost.
import {html} from 'lit';
import {onExpired} from './api.js';
import {PageDialog} from './parts/dialog.js';
import {leave, onSession, resume, session} from './session.js';
import {t} from './text.js';
import './sign-in.js';

class SignInAgain extends PageDialog {
  #stop = null;

  connectedCallback() {
    super.connectedCallback();
    this.#stop = onSession(() => this.close(true));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  heading() {
    return t('sign-in.again');
  }

  content() {
    return html`<p>${t('sign-in.again-text')}</p><mta-sign-in .plain=${true}></mta-sign-in>`;
  }
}

customElements.define('mta-sign-in-again', SignInAgain);

onExpired(async (problem) => {
  const tenant = session()?.tenant.id;
  // Somebody has signed in in another tab: its session is this one's too.
  if (problem.type === 'csrf') {
    await resume();
  } else if (!(await PageDialog.open('mta-sign-in-again'))) {
    leave();
  }
  return Boolean(tenant) && session()?.tenant.id === tenant;
});
