// The page's addresses: the History API, and plain links.
const changes = new EventTarget();
const OWN = [
  {name: 'overview', pattern: /^\/$/},
  {name: 'domain', pattern: /^\/domains\/([^/]+)\/?$/},
  {name: 'account', pattern: /^\/account\/?$/},
  {name: 'sign-in', pattern: /^\/sign-in\/?$/},
];

export function route(path = location.pathname) {
  for (const {name, pattern} of OWN) {
    const match = pattern.exec(path);
    if (match) {
      return {name, domain: match[1] ? decodeURIComponent(match[1]) : null};
    }
  }
  return {name: 'unknown', domain: null};
}

export function go(path, {replace = false} = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  changes.dispatchEvent(new Event('change'));
}

export function domainPath(domain) {
  return `/domains/${encodeURIComponent(domain)}`;
}

export function onRoute(listener) {
  changes.addEventListener('change', listener);
}

addEventListener('popstate', () => changes.dispatchEvent(new Event('change')));

document.addEventListener('click', (event) => {
  const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement && one.href);
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey
      || link.target || link.origin !== location.origin || route(link.pathname).name === 'unknown') {
    return;
  }
  if (link.hash && link.pathname === location.pathname) {
    return;
  }
  event.preventDefault();
  go(link.pathname + link.search);
});
