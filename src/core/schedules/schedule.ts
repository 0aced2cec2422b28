/** Times at which something is to happen again. */
export interface Schedule {
  /** The first time later than `after`, in whole seconds; undefined: never again. */
  next(after: Date): Date | undefined
}
