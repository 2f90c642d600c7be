// Who is signed in.
import {call, useCsrf} from './api.js';

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
  return () => changes.removeEventListener('change', listener);
}

/** Finds out whether somebody is signed in already. */
export async function resume() {
  try {
    take((await call('GET', '/session', {final: true})).data);
  } catch (error) {
    if (error.status !== 401) {
      throw error;
    }
    take(null);
  }
  return current;
}

export async function signIn(token) {
  take((await call('POST', '/session', {body: {token}, final: true})).data);
}

export async function signOut() {
  const away = current?.sign_out_url;
  try {
    await call('DELETE', '/session', {final: true});
  } catch (error) {
    // It has ended already.
    if (error.status !== 401) {
      throw error;
    }
  }
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

/** Goes on as nobody: the session has ended. */
export function leave() {
  take(null);
}
