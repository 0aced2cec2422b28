/** Samples in order, or colours of as many samples each. */
type Samples = readonly (number | readonly number[])[]

/** For tests: the largest difference between two samples at the same place. Throws when one side has more. */
export function furthest(a: Samples, b: Samples): number {
  const [some, others] = [a.flat(), b.flat()]
  if (some.length !== others.length) throw new Error(`${some.length} samples against ${others.length}`)
  return some.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (others[i] ?? Number.NaN))), 0)
}
