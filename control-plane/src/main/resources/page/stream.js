// Server-sent events (the HTML standard, section 9.2), read with fetch: it tells refusals apart and lets us say where to go on.
import {onConnection, Problem, stream} from './api.js';

/** Follows events until `signal` is aborted; `told` gets each event, `live` whether it is connected. */
export async function follow(path, {signal, told, live}) {
  let last = null;
  let pause = 1_000;
  while (!signal.aborted) {
    try {
      const headers = {Accept: 'text/event-stream'};
      if (last) {
        headers['Last-Event-ID'] = last;
      }
      const response = await stream(path, headers, signal);
      live(true);
      pause = 1_000;
      for await (const event of events(response.body)) {
        last = event.id ?? last;
        if (event.data) {
          told(event);
        }
      }
    } catch (error) {
      if (signal.aborted || (error instanceof Problem && [401, 403, 404].includes(error.status))) {
        break;
      }
      pause = Math.min(pause * 2, 30_000);
    }
    live(false);
    await rest(pause, signal);
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const {value, done} = await reader.read();
      if (done) {
        return;
      }
      text = (text + value).replaceAll('\r\n', '\n');
      const blocks = text.split('\n\n');
      text = blocks.pop();
      yield* blocks.map(parse);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parse(block) {
  const event = {id: null, type: 'message', data: ''};
  for (const line of block.split('\n')) {
    const [, field, value] = line.match(/^([^:]*):? ?(.*)$/);
    if (field === 'id') {
      event.id = value;
    } else if (field === 'event') {
      event.type = value;
    } else if (field === 'data') {
      event.data += value;
    }
  }
  return event;
}

function rest(pause, signal) {
  return new Promise((done) => {
    const stop = onConnection((online) => online && end());
    const timer = setTimeout(end, pause);
    signal.addEventListener('abort', end, {once: true});
    function end() {
      clearTimeout(timer);
      stop();
      done();
    }
  });
}
