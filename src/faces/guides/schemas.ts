import { type Static, type TSchema, Type } from 'typebox'
import { fileTypes } from '../../core/documents/file-type.ts'

/** The largest time that JavaScript can hold, in ms since 1970. */
const maxTime = 8_640_000_000_000_000
/** Further than any log reaches. */
const maxOffset = 1_000_000_000_000
/** Lines that one answer has at most. */
const maxLines = 10_000
export const defaultLines = 1_000

// Descriptions follow on "expected" in messages, so they begin small.
const id = Type.String({ minLength: 1, description: 'the processingId that a start returned' })
const time = (bound: string) =>
  Type.Integer({
    minimum: 0,
    maximum: maxTime,
    description: `${bound} for the creation time, in milliseconds since 1970, as a whole number`,
  })
const oneOrMore = <T extends TSchema>(item: T, description: string) =>
  Type.Union([Type.Array(item, { maxItems: 10_000 }), item], { description })

const FileTypes = Type.Enum([...fileTypes])

export const Filter = Type.Object(
  {
    fileTypes: Type.Optional(
      oneOrMore(FileTypes, `a list of ${fileTypes.join(', ')}; empty or absent means every type`),
    ),
    startTime: Type.Optional(time('the lower bound')),
    endTime: Type.Optional(time('the upper bound')),
    filterProcessedAssets: Type.Optional(
      Type.Boolean({ description: 'true to leave out assets whose file was processed before, or false' }),
    ),
  },
  {
    additionalProperties: false,
    description: 'an object with fileTypes, startTime, endTime or filterProcessedAssets',
  },
)

const excludedPaths = Type.Optional(
  oneOrMore(Type.String({ minLength: 1 }), 'a path or a list of paths, with or without the leading slash'),
)

export const Start = Type.Object({
  path: Type.String({
    minLength: 1,
    description: 'the absolute path of a folder or an asset, such as /content/dam/Demo/shoes',
  }),
  excludedPaths,
  type: Type.Enum(['ASSET_PROCESSING'], { description: 'ASSET_PROCESSING' }),
  filter: Type.Optional(Filter),
})

export const ById = Type.Object({ processingId: id })

export const LogPage = Type.Object({
  processingId: id,
  offset: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: maxOffset,
      description: `the number of lines to skip, from 0 to ${maxOffset}`,
    }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: maxLines,
      description: `how many lines to return at most, from 1 to ${maxLines}`,
    }),
  ),
  tail: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: maxLines,
      description: `how many lines to return from the end, from 1 to ${maxLines}; it wins over offset and limit`,
    }),
  ),
})

export const StatusRequest = Type.Object({
  paths: Type.Optional(oneOrMore(Type.String({ minLength: 1 }), 'a path or a list of paths')),
  path: Type.Optional(Type.String({ minLength: 1, description: 'the path of a folder or an asset' })),
  excludedPaths,
})

const referenceStates = ['Whole', 'Broken', 'Unchecked', 'NoMap'] as const

export const UsesAsked = Type.Object({
  path: Type.String({ minLength: 1, description: 'the path of a document, another asset or a folder' }),
  direction: Type.Optional(
    Type.Enum(['from', 'to'], {
      description: 'from (what is used at the path) or to (which documents use what is at the path)',
    }),
  ),
  state: Type.Optional(
    Type.Enum([...referenceStates], { description: `one of ${referenceStates.join(', ')}` }),
  ),
  offset: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: maxOffset,
      description: `the number of uses to skip, from 0 to ${maxOffset}`,
    }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: maxLines,
      description: `how many uses to return at most, from 1 to ${maxLines}`,
    }),
  ),
})

export const ByJob = Type.Object({
  jobId: Type.String({ minLength: 1, description: 'the jobId that a request for the status returned' }),
})

export const Nothing = Type.Object({})

export const Started = Type.Object({ processingId: Type.String() })

const Eta = Type.Object({
  value: Type.Integer({ description: '0 when it is done, -1 as long as it can not be told' }),
  unit: Type.Literal('SECONDS'),
})

export const Status = Type.Object({
  processingId: Type.String(),
  path: Type.String(),
  excludedPaths: Type.Array(Type.String()),
  status: Type.Enum(['WAITING', 'RUNNING', 'SUCCESS', 'FAILED', 'CANCELLED']),
  triggeredCount: Type.Integer({ description: 'assets that were given to workers' }),
  startedAt: Type.Integer({ description: 'milliseconds since 1970; 0: it has not begun' }),
  completedAt: Type.Integer({ description: 'milliseconds since 1970; 0: it is not at its end' }),
  hasLogs: Type.Boolean(),
  createdBy: Type.String(),
  type: Type.Literal('ASSET_PROCESSING'),
  migrationSet: Type.Object({
    totalFiles: Type.Integer({ description: 'how many were counted so far' }),
    calculationStatus: Type.Enum(['WAITING', 'RUNNING', 'SUCCESS', 'FAILED']),
  }),
  eta: Eta,
  comments: Type.String(),
  filter: Type.Object({
    fileTypes: Type.Array(FileTypes),
    startTime: Type.Optional(Type.Integer()),
    endTime: Type.Optional(Type.Integer()),
    filterProcessedAssets: Type.Boolean(),
  }),
  restartable: Type.Boolean(),
  resumable: Type.Boolean(),
  cancellable: Type.Boolean(),
})

export const History = Type.Object({ executionHistory: Type.Array(Status) })

export const LogLines = Type.Object({
  lines: Type.Array(Type.String()),
  limit: Type.Integer(),
  offset: Type.Integer(),
  hasMore: Type.Boolean(),
})

export const LogFiles = Type.Object({ logFilePaths: Type.Array(Type.String()) })

export const StatusTaken = Type.Object({ jobId: Type.String(), status: Type.Literal('WAITING') })

export const AssetStatuses = Type.Object({
  jobId: Type.String(),
  status: Type.Literal('SUCCESS'),
  assets: Type.Array(
    Type.Object({
      path: Type.String(),
      uuid: Type.String(),
      status: Type.Enum(['SUCCESS', 'FAILURE', 'PROCESSING', 'PENDING']),
      exists: Type.Boolean(),
    }),
  ),
})

const UseEnd = Type.Object({
  path: Type.String({ description: 'of what is not there, where it would be; empty: that is not known' }),
  uuid: Type.String({ description: 'empty: it was never processed' }),
})

export const Uses = Type.Object({
  uses: Type.Array(
    Type.Object({
      from: UseEnd,
      to: UseEnd,
      kind: Type.String({ description: 'topic, map, link, image, conref, keyref and so on' }),
      reference: Type.String({ description: 'as it stands in the file' }),
      lines: Type.Array(Type.Integer(), { description: 'the first lines on which it stands' }),
      state: Type.Enum([...referenceStates]),
      reason: Type.String({ description: 'why it is broken; empty: it is not' }),
    }),
  ),
  offset: Type.Integer(),
  limit: Type.Integer(),
  hasMore: Type.Boolean(),
})

export const SystemStatus = Type.Object({
  isDatabase: Type.Boolean(),
  databaseConnectionCheck: Type.Enum(['passed', 'failed']),
})

export const Refusal = Type.Object({ message: Type.String() })

export type Values<T extends TSchema> = Static<T>
