// Times, lengths of time and numbers as people of the chosen language write them.
import {currentLanguage, t} from './text.js';

const DAY = 86_400;
// Seconds within which nobody counts them.
const MOMENT = 45;

// English is written in more ways than one: as the browser has it.
function locale() {
  return navigator.languages.find((one) => one.startsWith(currentLanguage())) ?? currentLanguage();
}

// Making one takes longer than using it a hundred times.
const made = new Map();

function formatter(name, make) {
  const key = `${locale()} ${name}`;
  if (!made.has(key)) {
    made.set(key, make(locale()));
  }
  return made.get(key);
}

function inStyle(text, name, options) {
  return text ? formatter(name, (language) => new Intl.DateTimeFormat(language, options)).format(new Date(text)) : '';
}

export function dateTime(text) {
  return inStyle(text, 'date-time', {dateStyle: 'medium', timeStyle: 'short'});
}

export function date(text) {
  return inStyle(text, 'date', {dateStyle: 'medium'});
}

export function clock(text) {
  return inStyle(text, 'clock', {timeStyle: 'medium'});
}

/** "3 minutes ago", "in 2 days". */
export function ago(text, now = Date.now()) {
  if (!text) {
    return '';
  }
  const seconds = Math.round((new Date(text) - now) / 1000);
  const format = formatter('ago', (language) => new Intl.RelativeTimeFormat(language, {numeric: 'auto'}));
  const size = Math.abs(seconds);
  if (size < MOMENT) {
    return t('just-now');
  }
  if (size < 3_600) {
    return format.format(Math.round(seconds / 60), 'minute');
  }
  if (size < DAY) {
    return format.format(Math.round(seconds / 3_600), 'hour');
  }
  return format.format(Math.round(seconds / DAY), 'day');
}

/** What is to come; what is due comes in a moment. */
export function ahead(text, now = Date.now()) {
  return new Date(text) - now < MOMENT * 1000 ? t('in-a-moment') : ago(text, now);
}

export function daysLeft(text, now = Date.now()) {
  return text ? Math.floor((new Date(text) - now) / (DAY * 1000)) : null;
}

/** A max_age in the page's own words, or in days where it came from elsewhere. */
export function maxAge(seconds) {
  const known = {86400: 'day', 604800: 'week', 2592000: 'month', 31536000: 'year'}[seconds];
  return known ? t(`max-age.${known}`) : t('max-age.other', {days: number(Math.round(seconds / DAY))});
}

export function number(value) {
  return formatter('number', (language) => new Intl.NumberFormat(language)).format(value);
}

export function plus(seconds, from = Date.now()) {
  return new Date(from + seconds * 1000).toISOString();
}

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A sentence of the service with its times as people here read them. */
export function localTimes(text) {
  return text.replace(INSTANT, (instant) => dateTime(instant));
}
