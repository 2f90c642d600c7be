// One domain as the API tells it, kept up to date: by its events, and by asking where no event tells.
import {call, get, onConnection} from '../api.js';
import {follow} from '../stream.js';

const BUSY = 1_500;
const QUIET = 30_000;

export class DomainModel {
  #stop = new AbortController();
  #timer = 0;
  #reading = null;
  state = null;
  error = null;
  live = false;

  constructor(name, changed) {
    this.path = `/domains/${encodeURIComponent(name)}`;
    this.changed = changed;
  }

  start() {
    this.#stop = new AbortController();
    const {signal} = this.#stop;
    this.read();
    const stop = onConnection((online) => online && this.read());
    const seen = () => document.hidden || this.read();
    document.addEventListener('visibilitychange', seen, {signal});
    signal.addEventListener('abort', stop);
    follow(`${this.path}/events`, {
      signal,
      told: () => this.read(),
      live: (live) => {
        this.live = live;
        this.changed();
      },
    });
  }

  stop() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /** Reads everything; one reading at a time, and one more if something was told meanwhile. */
  read() {
    if (this.#reading) {
      this.#reading.again = true;
      return this.#reading.done;
    }
    const reading = {again: false};
    this.#reading = reading;
    reading.done = this.#readOnce().finally(() => {
      this.#reading = null;
      if (reading.again && !this.#stop.signal.aborted) {
        this.read();
      } else {
        this.#later();
      }
    });
    return reading.done;
  }

  async #readOnce() {
    const {signal} = this.#stop;
    const path = this.path;
    try {
      const [domain, mtaSts, mx, dmarc, certificate, ledger, versions] = await Promise.all([
        get(path, signal),
        call('GET', `${path}/mta-sts`, {signal}),
        get(`${path}/mx`, signal),
        get(`${path}/dmarc-monitoring`, signal),
        get(`${path}/mta-sts/certificate`, signal),
        get(`${path}/mta-sts/ledger`, signal),
        get(`${path}/mta-sts/versions?limit=10`, signal),
      ]);
      this.state = {domain, mtaSts: mtaSts.data, etag: mtaSts.etag, mx, dmarc, certificate, ledger, versions};
      this.error = null;
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      this.error = error;
    }
    this.changed();
  }

  #later() {
    clearTimeout(this.#timer);
    if (!this.#stop.signal.aborted) {
      this.#timer = setTimeout(() => (document.hidden ? this.#later() : this.read()), this.#underWay() ? BUSY : QUIET);
    }
  }

  #underWay() {
    const mtaSts = this.state?.mtaSts;
    return mtaSts?.status === 'verifying' || Boolean(mtaSts?.rollout.waiting_for) || this.state?.domain.records_ready === false
      || this.state?.dmarc.state === 'waiting' || !this.live;
  }
}
