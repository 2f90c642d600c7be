// Two people have changed the same policy: the second sees what the first has done, and keeps what was typed.
import {html, nothing} from 'lit';
import {dateTime, maxAge} from '../format.js';
import {notice} from '../parts/problem.js';
import {t} from '../text.js';
import {request, saved} from './draft.js';

export function conflictNotice(draft, state, {mine, theirs}) {
  const latest = state.versions.items[0];
  const theirValues = saved(state.mtaSts);
  return notice('warning', t('conflict.title'), html`
    <p>${latest ? t('conflict.who', {actor: latest.actor, time: dateTime(latest.changed_at)}) : nothing} ${t('conflict.text')}</p>
    <div class="table-scroll" tabindex="0" role="region" aria-label=${t('conflict.title')}>
    <table class="compare">
      <thead><tr><td></td><th scope="col">${t('conflict.before')}</th><th scope="col">${t('conflict.theirs')}</th><th scope="col">${t('conflict.mine')}</th></tr></thead>
      <tbody>
        ${rows(draft.base, theirValues, draft.values).map(([name, ...cells]) => html`
          <tr class=${new Set(cells).size > 1 ? 'differs' : ''}><th scope="row">${name}</th>${cells.map((cell) => html`<td class="breakable">${cell}</td>`)}</tr>`)}
      </tbody>
    </table>
    </div>
    <div class="actions">
      <button type="button" class="button" @click=${mine}>${t('conflict.keep-mine')}</button>
      <button type="button" class="button" @click=${theirs}>${t('conflict.take-theirs')}</button>
    </div>`, {live: true});
}

function rows(...all) {
  const wanted = all.map((values) => request(values));
  return [
    [t('policy.mode'), ...wanted.map((one) => t(`mode.${one.mode}`))],
    [t('policy.max-age'), ...wanted.map((one) => maxAge(one.max_age))],
    [t('mx.title'), ...wanted.map((one) => t(`mx.${one.mx.source}`))],
    [t('mx.patterns'), ...wanted.map((one) => one.mx.patterns.join(', ') || '–')],
  ];
}
