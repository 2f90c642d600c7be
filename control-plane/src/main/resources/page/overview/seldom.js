// Work that many events ask for and that is done now and then.
export class Seldom {
  #work;
  #timer = 0;

  constructor(work) {
    this.#work = work;
  }

  /** Does it after this pause; once, however often it is asked for meanwhile. */
  soon(pause) {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#work();
    }, pause);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }
}
