// The public API, as any other front end calls it.
const connection = new EventTarget();
let csrf = null;
let lost = false;

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

export function onSignedOut(listener) {
  connection.addEventListener('signed-out', listener);
}

/** Calls an operation; `path` is below /api/v1. Answers {status, data, etag}. */
export async function call(method, path, {body, etag, key, signal} = {}) {
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
  const response = await send(method, path, headers, body, signal);
  const text = await response.text();
  if (!response.ok) {
    throw refusal(response, text);
  }
  return {status: response.status, data: text ? JSON.parse(text) : null, etag: response.headers.get('ETag')};
}

export async function get(path, signal) {
  return (await call('GET', path, {signal})).data;
}

/** The response to a request whose body is read bit by bit. */
export async function stream(path, headers, signal) {
  const response = await send('GET', path, headers, undefined, signal);
  if (!response.ok) {
    throw refusal(response, await response.text());
  }
  return response;
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(method, path, headers, body, signal) {
  if (csrf && method !== 'GET') {
    headers['X-CSRF-Token'] = csrf;
  }
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers,
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
  const problem = new Problem(response.status, body, Number(response.headers.get('Retry-After')) || null);
  if (problem.status === 401) {
    connection.dispatchEvent(new Event('signed-out'));
  }
  return problem;
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
