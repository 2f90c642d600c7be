// Said to screen readers, and shown for some seconds to everybody else.
const said = new EventTarget();

export function announce(text) {
  said.dispatchEvent(new CustomEvent('said', {detail: text}));
}

export function onAnnounced(listener) {
  said.addEventListener('said', (event) => listener(event.detail));
}
