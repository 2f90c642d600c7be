// What webhooks and e-mail tell of, as boxes to tick.
import {html} from 'lit';
import {has, t} from '../text.js';

export const EVENT_TYPES = ['status', 'mx-widened', 'mx-not-covered', 'delegation-lost', 'certificate-at-risk', 'wind-down-finished', 'findings'];

export function eventName(type) {
  return has(`event.${type}`) ? t(`event.${type}`) : type;
}

/** Boxes of the name `event_types`; those of `chosen` are ticked. */
export function eventBoxes(chosen, disabled = false) {
  return html`
    <fieldset class="boxes" ?disabled=${disabled}>
      <legend>${t('event.title')}</legend>
      ${EVENT_TYPES.map((type) => html`<label><input type="checkbox" name="event_types" value=${type} .checked=${chosen.includes(type)}> <span>${eventName(type)}</span></label>`)}
    </fieldset>`;
}

export function tickedEvents(form) {
  return [...form.querySelectorAll('[name=event_types]:checked')].map((box) => box.value);
}
