/** Spreads the progress of one file over the runs of FFmpeg that it takes. */
export class WorkDone {
  readonly #report: (done: number) => void
  readonly #seconds: number
  readonly #passes: number
  #begun = 0

  /** `seconds`: how long each pass plays; `passes`: how many there will be. */
  constructor(report: (done: number) => void, seconds: number, passes: number) {
    this.#report = report
    this.#seconds = seconds
    this.#passes = Math.max(passes, 1)
  }

  /** Begins the next pass; the function takes the seconds that are done in it. */
  nextPass(): (seconds: number) => void {
    const before = this.#begun++
    return (seconds) => {
      const part = Math.min(seconds / this.#seconds, 1)
      this.#report(Math.min((before + part) / this.#passes, 1))
    }
  }
}
