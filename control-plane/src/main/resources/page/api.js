// The public API, as any other front end calls it.
const connection = new EventTarget();
let csrf = null;
let lost = false;
let regain = () => Promise.resolve(false);
let regaining = null;

/** What the API refused, with what it says to do about it (RFC 9457). */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail ?? body.title ?? String(status));
    this.status = status;
    this.type = (body.type ?? '').replace('/problems/', '');
    this.title = body.title ?? '';
    this.detail = body.detail ?? '';
    this.field = body.field ?? null;
    this.findings = body.findings ?? [];
    this.violations = body.violations ?? [];
    this.instance = body.instance ?? null;
    this.retryAfter = retryAfter;
  }
}

/** No answer came. */
export class Unreachable extends Error {}

export function useCsrf(token) {
  csrf = token;
}

export function isLost() {
  return lost;
}

export function onConnection(listener) {
  const tell = () => listener(!lost);
  connection.addEventListener('change', tell);
  return () => connection.removeEventListener('change', tell);
}

/** `handler` gets a session again that has ended, and resolves with whether what was refused may be asked for again. */
export function onExpired(handler) {
  regain = handler;
}

/** Calls an operation; `path` is below /api/v1. Answers {status, data, etag}. With `final` nobody is asked to sign in again. */
export async function call(method, path, {body, etag, key, signal, final = false} = {}) {
  const headers = {Accept: 'application/json'};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (etag) {
    headers['If-Match'] = etag;
  }
  if (key) {
    headers['Idempotency-Key'] = key;
  }
  const response = await accepted(() => send(method, path, headers, body, signal), final);
  const text = await response.text();
  return {status: response.status, data: text ? JSON.parse(text) : null, etag: response.headers.get('ETag')};
}

const early = new Map();

/** Asks for what is sure to be needed while it is still found out who is there; the next `get` of it takes the answer. */
export function askEarly(path) {
  const answer = send('GET', path, {Accept: 'application/json'});
  answer.catch(() => {});
  early.set(path, answer);
}

export async function get(path, signal) {
  const answer = early.get(path);
  early.delete(path);
  const response = await answer?.catch(() => null);
  if (response?.ok) {
    return response.json();
  }

  return (await call('GET', path, {signal})).data;
}

/** The response to a request whose body is read bit by bit. */
export async function stream(path, headers, signal) {
  return accepted(() => send('GET', path, headers, undefined, signal));
}

// A session may end while somebody types. What was refused for that was not done, and is asked for again in the new one.
async function accepted(ask, final = false) {
  const response = await ask();
  if (response.ok) {
    return response;
  }
  const problem = refusal(response, await response.text());
  const expired = csrf && !final && (problem.status === 401 || problem.type === 'csrf');
  if (!expired || !(await again(problem))) {
    throw problem;
  }
  const second = await ask();
  if (!second.ok) {
    throw refusal(second, await second.text());
  }
  return second;
}

function again(problem) {
  regaining ??= regain(problem).finally(() => (regaining = null));
  return regaining;
}


export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(method, path, headers, body, signal) {
  // The token of now: a session may have begun since this was first asked for.
  const guard = csrf && method !== 'GET' ? {'X-CSRF-Token': csrf} : {};
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: {...headers, ...guard},
      signal,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
    });
    found();
    return response;
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    lose();
    throw new Unreachable(error.message);
  }
}

function refusal(response, text) {
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    body = {title: response.statusText};
  }
  return new Problem(response.status, body, Number(response.headers.get('Retry-After')) || null);
}

function lose() {
  if (!lost) {
    lost = true;
    connection.dispatchEvent(new Event('change'));
    probe(1_000);
  }
}

function found() {
  if (lost) {
    lost = false;
    connection.dispatchEvent(new Event('change'));
  }
}

// Any answer will do, a refusal too.
function probe(pause) {
  setTimeout(async () => {
    if (!lost) {
      return;
    }
    try {
      await fetch('/api/v1/sign-in', {cache: 'no-store'});
      found();
    } catch {
      probe(Math.min(pause * 1.5, 8_000));
    }
  }, pause);
}
