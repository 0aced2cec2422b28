import { int, optional, required, type SequenceType, sequence } from '../../../../soap/schema.ts'

/** A reply without content. */
export const emptyResponse = sequence('', {})

/** The fields of every reply to a batch: counts that are always there, and lists of faults that may be absent. */
export function batchFields<Fault>(faults: SequenceType<Fault>) {
  return {
    successCount: required(int),
    warningCount: required(int),
    errorCount: required(int),
    warningDetailArray: optional(faults),
    errorDetailArray: optional(faults),
  }
}

/** The reply to a batch, with one fault for each item that failed or was done with a warning. */
export function batchResponse<Fault>(faults: SequenceType<Fault>) {
  return sequence('', batchFields(faults))
}
