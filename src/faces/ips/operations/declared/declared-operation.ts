import { DarkroomError } from '../../../../core/errors.ts'
import type { AnyOperation, Operation } from '../../operation.ts'

/**
 * An operation that is part of the contract but not carried out yet: a request is decoded and authorised as any other,
 * and then answered with `not-implemented`.
 */
export function declaredOperation<Request, Response>(
  value: Omit<Operation<Request, Response>, 'run'>,
): AnyOperation {
  return {
    ...value,
    carriedOut: false,
    run: async () => {
      throw new DarkroomError(
        'not-implemented',
        `The operation ${value.name} is not carried out by this server yet.`,
      )
    },
  }
}
