// Who is signed in.
import {call, onSignedOut, useCsrf} from './api.js';

const changes = new EventTarget();
let current = null;

export function session() {
  return current;
}

export function may(scope) {
  const order = ['read', 'write', 'admin'];
  return order.indexOf(current?.scope) >= order.indexOf(scope);
}

export function onSession(listener) {
  changes.addEventListener('change', listener);
}

/** Finds out whether somebody is signed in already. */
export async function resume() {
  try {
    take((await call('GET', '/session')).data);
  } catch (error) {
    if (error.status !== 401) {
      throw error;
    }
    take(null);
  }
  return current;
}

export async function signIn(token) {
  take((await call('POST', '/session', {body: {token}})).data);
}

export async function signOut() {
  const away = current?.sign_out_url;
  await call('DELETE', '/session');
  take(null);
  if (away) {
    location.assign(away);
  }
}

export async function switchTenant(tenant) {
  take((await call('PATCH', '/session', {body: {tenant}})).data);
}

function take(view) {
  current = view;
  useCsrf(view?.csrf_token ?? null);
  changes.dispatchEvent(new Event('change'));
}

onSignedOut(() => {
  if (current) {
    take(null);
  }
});
