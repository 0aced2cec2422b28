/** What ends one printer job and begins the next (HP's Universal Exit Language). */
const uel = '\x1b%-12345X'

/** What printer drivers put before a program: ends of jobs, end-of-file marks, lines of PJL, blank lines. */
const prelude = new RegExp(`^(?:${uel}|\\x04|@PJL[^\\r\\n]*(?:\\r\\n?|\\n)|[\\r\\n])*`)
/** The same behind it. */
const epilogue = new RegExp(`(?:${uel}|\\x04|@PJL[^\\r\\n]*(?:[\\r\\n]|$)|\\s)*$`)

/** Where PostScript begins that printer drivers wrote, in bytes; 0 without such a prelude, undefined: it is none. */
export function postScriptStart(head: Buffer): number | undefined {
  const text = head.toString('latin1')
  const start = prelude.exec(text)?.[0].length ?? 0
  return text.startsWith('%!PS', start) ? start : undefined
}

/** How many bytes at the end of a file are no PostScript but the end of a printer job; 0: none. */
export function printerJobEnd(tail: Buffer): number {
  const end = epilogue.exec(tail.toString('latin1'))?.[0] ?? ''
  return end.includes(uel) ? end.length : 0
}
