import { DarkroomError } from '../../errors.ts'

/** An `invalid-parameter` error that names the command, its value and what it takes. */
export function badValue(command: string, value: string, expected: string): DarkroomError {
  return new DarkroomError('invalid-parameter', `${command}=${value} is not valid: expected ${expected}.`, {
    field: command,
  })
}

/** Bounds of a number, both included. */
export interface Bounds {
  readonly min: number
  readonly max: number
}

/** The values of a command, split at commas, without the space around them. */
export function splitValues(value: string): string[] {
  return value.split(',').map((part) => part.trim())
}

/** A whole number in decimal digits; undefined when it is none or out of bounds. */
export function integer(text: string | undefined, { min, max }: Bounds): number | undefined {
  if (text === undefined || !/^[+-]?\d{1,15}$/.test(text)) return undefined
  const number = Number(text)
  return number >= min && number <= max ? number || 0 : undefined
}

/** A decimal number without exponent; undefined when it is none or out of bounds. */
export function real(text: string | undefined, { min, max }: Bounds): number | undefined {
  if (text === undefined || !/^[+-]?(\d{1,15}(\.\d*)?|\.\d+)$/.test(text)) return undefined
  const number = Number(text)
  return number >= min && number <= max ? number || 0 : undefined
}

/** A flag, 0 or 1. */
export function flag(text: string | undefined): boolean | undefined {
  return text === '0' ? false : text === '1' ? true : undefined
}

/** One of a list of words, in any case; undefined when it is none of them. */
export function word<Word extends string>(
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  const lower = text?.toLowerCase()
  return words.find((candidate) => candidate === lower)
}
