import { median } from './statistics.ts'

/** One measurement of a round, such as `darkroom 7.1 images/s`. */
export function print(what: string, value: number, unit: string): void {
  console.log(`  ${what.padEnd(44)} ${value.toFixed(value < 100 ? 2 : 0).padStart(8)} ${unit}`)
}

/** The figure of a benchmark: the median of the rounds' ratios, with their range and the target where there is one. */
export function printRatio(what: string, ratios: readonly number[], target?: string): void {
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2))
  const aim = target === undefined ? '' : `, target ${target}`
  console.log(`  => ${what}: ${median(ratios).toFixed(2)} (${low} to ${high}${aim})`)
}
