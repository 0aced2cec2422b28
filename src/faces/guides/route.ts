import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { Caller } from '../../core/accounts/caller.ts'
import type { SignIn } from '../../core/accounts/sign-in.ts'
import type { GuidesServices } from '../../core/guides/start-processing.ts'

export interface GuidesFaceServices extends GuidesServices {
  readonly signIn: SignIn
  /** So many processings the history shows. */
  readonly historyLength: number
}

export interface GuidesCall<Input extends TSchema> {
  readonly services: GuidesFaceServices
  readonly caller: Caller
  readonly input: Static<Input>
  /** The program that sent it, for the log of the job. */
  readonly client: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** One operation of the API: the same value checks requests, routes them and describes them in the OpenAPI document. */
export interface GuidesRoute<Input extends TSchema = TSchema> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly summary: string
  /** Of GET from the query; of POST from the query, a form or a JSON body. */
  readonly input: Input
  readonly answer: TSchema
  /** Media type of another form of the answer; absent: JSON only. */
  readonly alsoAnswers?: string
  readonly run: (call: GuidesCall<Input>) => Promise<unknown>
}

/** Keeps the type of a route's input together with its function. */
export function route<Input extends TSchema>(value: GuidesRoute<Input>): GuidesRoute {
  return value as unknown as GuidesRoute
}
