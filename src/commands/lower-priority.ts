import { readdirSync } from 'node:fs'
import { setPriority } from 'node:os'

/**
 * Makes the whole process give way to others; `niceness` from 0 to 19. On Linux a priority belongs to a thread, and is
 * handed on to those that it starts: Node has started some before any of our code runs, and the image library's threads
 * come from them.
 */
export function lowerPriority(niceness: number): void {
  setPriority(niceness)
  if (process.platform !== 'linux') return
  for (const thread of readdirSync('/proc/self/task')) setPriority(Number(thread), niceness)
}
