import { int, required, sequence, string } from '../../../soap/schema.ts'

/** The detail of every IPS fault, in the unversioned namespace whatever the version of the request. */
export const Fault = sequence('', {
  code: required(int),
  reason: required(string),
})
