// The way to Active, step by step, as it happens.
import {html, nothing} from 'lit';
import {PageElement} from '../element.js';
import {clock, dateTime} from '../format.js';
import {icon} from '../parts/icons.js';
import {t} from '../text.js';

// The id is released, then it is on every edge: one step to people.
const STEPS = [
  {name: 'cnames', of: ['cnames_seen']},
  {name: 'certificate', of: ['certificate_issued']},
  {name: 'policy', of: ['policy_live']},
  {name: 'txt', of: ['id_released', 'id_live']},
  {name: 'checked', of: ['checked']},
];

class Progress extends PageElement {
  static properties = {state: {attribute: false}, live: {attribute: false}};

  render() {
    const {rollout} = this.state.mtaSts;
    const steps = STEPS.map((step) => this.#step(step, rollout));
    const current = steps.findIndex((step) => !step.at);
    return html`
      <section class="card" aria-labelledby="progress-title">
        <h2 id="progress-title">${t('progress.title')}</h2>
        <ol class="steps">
          ${steps.map((step, index) => this.#item(step, index, current))}
        </ol>
        <p class="quiet waiting" role="status" lang="en">${rollout.waiting_for ?? ''}</p>
      </section>`;
  }

  #step(step, rollout) {
    const times = step.of.map((name) => rollout.steps.find((one) => one.step === name)?.at);
    return {...step, at: times.every(Boolean) ? times.at(-1) : null};
  }

  #item(step, index, current) {
    const state = step.at ? 'done' : index === current ? 'current' : 'open';
    return html`
      <li class="step step-${state}" aria-current=${state === 'current' ? 'step' : nothing}>
        <span class="step-sign">${step.at ? icon('check') : index + 1}</span>
        <span class="step-text">
          <strong>${t(`progress.${step.name}`)}</strong>
          <span class="quiet">${this.#note(step, state)}</span>
        </span>
      </li>`;
  }

  #note(step, state) {
    const {rollout, certificate} = {rollout: this.state.mtaSts.rollout, certificate: this.state.certificate};
    if (step.at) {
      return html`<time datetime=${step.at} title=${dateTime(step.at)}>${clock(step.at)}</time>`;
    }
    if (step.name === 'policy') {
      const revision = rollout.policy_revision;
      const on = rollout.edges.filter((edge) => revision && edge.policy_revision === revision).length;
      return t('progress.edges', {on, of: rollout.of});
    }
    if (step.name === 'certificate' && certificate.order) {
      return t('progress.ordered');
    }
    return t(state === 'current' ? 'progress.waiting' : 'progress.open');
  }
}

customElements.define('mta-progress', Progress);
