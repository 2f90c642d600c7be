// The page's words: one module for each language, all with the same keys.
import en from './text/en.js';
import {remember, remembered} from './settings.js';

export const LANGUAGES = {en: 'English', de: 'Deutsch'};
const changes = new EventTarget();
const loaded = {en};
let language = 'en';

/** The sentence with this key; `values` fill its {places}. */
export function t(key, values) {
  const text = loaded[language][key] ?? en[key] ?? key;
  if (typeof text === 'function') {
    return text(values ?? {});
  }
  return values ? text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place) : text;
}

/** Whether there is such a sentence: codes that a newer service sends may have none yet. */
export function has(key) {
  return key in en;
}

export function currentLanguage() {
  return language;
}

export function onLanguage(listener) {
  changes.addEventListener('change', listener);
  return () => changes.removeEventListener('change', listener);
}

export async function speak(wanted) {
  const known = wanted in LANGUAGES ? wanted : 'en';
  if (!loaded[known]) {
    loaded[known] = (await import('./text/de.js')).default;
  }
  language = known;
  document.documentElement.lang = known;
  changes.dispatchEvent(new Event('change'));
}

/** The language chosen before, or the first of the browser's that there is. */
export function startLanguage() {
  const browser = navigator.languages.map((one) => one.slice(0, 2)).find((one) => one in LANGUAGES);
  return speak(remembered('language') ?? browser ?? 'en');
}

export function chooseLanguage(wanted) {
  remember('language', wanted);
  return speak(wanted);
}
