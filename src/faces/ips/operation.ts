import type { Caller } from '../../core/accounts/caller.ts'
import type { Company } from '../../core/accounts/company.ts'
import type { Role } from '../../core/accounts/role.ts'
import type { SignIn } from '../../core/accounts/sign-in.ts'
import type { JobKinds } from '../../core/jobs/engine.ts'
import type { MarkedReads } from '../../core/marked-reads.ts'
import type { BlobStore, JobQueue } from '../../core/ports.ts'
import type { ShortMemory } from '../../core/short-memory.ts'
import type { Db } from '../../core/tables.ts'
import type { SequenceType, Static } from '../../soap/schema.ts'
import type { PageMemory } from './page-memory.ts'
import type { JobLogDetail } from './types/job-logs.ts'
import type { ActiveJobs } from './types/jobs.ts'

/** The company of a request is asked for so often, in ms. */
export const rememberCompanyMs = 60_000
/** Active jobs that are kept as they were last told, over all filters; one takes some ten kilobytes. */
export const keptActiveJobs = 5_000

/** What operations work with; one set for each process. */
export interface IpsServices {
  readonly db: Db
  readonly queue: JobQueue
  readonly blobs: BlobStore
  readonly kinds: JobKinds
  readonly signIn: SignIn
  /** ActiveJob.serverName: what this server calls itself. */
  readonly serverName: string
  /** By number. A company is never taken away, so it is no matter how old the answer is. */
  readonly companies: ShortMemory<Company>
  /** Clients ask every second for the jobs that run (getActiveJobs), many of them for the same ones. */
  readonly activeJobs: MarkedReads<Static<typeof ActiveJobs>>
  /** Pages of the logs of jobs that have ended (getJobLogDetails). */
  readonly endedLogs: PageMemory<Static<typeof JobLogDetail>>
}

/** One call of an operation. */
export interface Call extends IpsServices {
  readonly caller: Caller
  /** Version of the request's namespace; answer with its fields and handle shapes. */
  readonly version: string
  readonly locale: string
  /** Program and version that the client gave. */
  readonly client: string
}

/** An operation of the IPS web service as a value. Dispatch, authorisation, decoding, encoding and WSDL read it. */
export interface Operation<Request = unknown, Response = unknown> {
  /** Also the SOAPAction; its elements are `<name>Param` and `<name>Return`. */
  readonly name: string
  /** The version that brought it; absent: before 4.0. */
  readonly since?: string
  /** The version that dropped it; absent: it is still there. */
  readonly until?: string
  /** Whether the API advises against it; false by default. */
  readonly deprecated?: boolean
  /** Who may call it, in the company that the request names. */
  readonly roles: readonly Role[]
  /** Whether `c|0`, which means all companies, is a `companyHandle` to it; false by default. */
  readonly knowsAllCompanies?: boolean
  readonly request: SequenceType<Request>
  readonly response: SequenceType<Response>
  /** Throws DarkroomError; the endpoint makes faults of it. */
  readonly run: (request: Request, call: Call) => Promise<Response>
}

/** An operation of whatever request and response, as the list and the endpoint know it. */
export interface AnyOperation extends Omit<Operation, 'run'> {
  /** False: part of the contract, but calls of it are answered with a fault. */
  readonly carriedOut: boolean
  /** `request` is what `request` of the operation decodes to. */
  readonly run: (request: unknown, call: Call) => Promise<unknown>
}

/** Makes an operation: its handler is typed by its request and response. */
export function operation<Request, Response>(value: Operation<Request, Response>): AnyOperation {
  // The endpoint hands over what it decoded with this very request type.
  return {
    ...value,
    carriedOut: true,
    run: async (request, call) => await value.run(request as Request, call),
  }
}
