import { DarkroomError } from '../../core/errors.ts'
import { checkJobName } from '../../core/jobs/create-job.ts'
import type { UploadOptions } from '../../core/jobs/kinds/upload-options.ts'
import { readElement } from '../../soap/read.ts'
import { boolean, optional, required, type Static, sequence, string } from '../../soap/schema.ts'
import type { XmlElement } from '../../soap/xml.ts'
import { parseCompanyHandle } from '../ips/handles.ts'
import { checkJobOptions } from '../ips/job-option-rules.ts'
import { UploadPostJob } from '../ips/types/upload-post-job.ts'
import { type IpsVersion, versionOfNamespace } from '../ips/versions.ts'
import { parseXmlPart } from './xml-part.ts'

/** The document of the form part `uploadParams` (IPS type UploadPostParam). */
const UploadPostParam = sequence('UploadPostParam', {
  companyHandle: required(string),
  jobName: optional(string),
  jobHandle: optional(string),
  locale: optional(string),
  description: optional(string),
  destFolder: optional(string),
  fileName: optional(string),
  endJob: optional(boolean),
  uploadParams: optional(UploadPostJob),
})

/** The answer to a POST. */
export const UploadPostReturn = sequence('UploadPostReturn', { jobHandle: required(string) })

/** What a POST asks for, decoded and checked. */
export interface UploadRequest {
  readonly asked: IpsVersion
  readonly companyId: number
  /** A first POST names a new job, a later one the handle of its job. */
  readonly job: { readonly name: string; readonly options: UploadOptions } | { readonly handle: string }
  readonly locale: string | undefined
  readonly description: string
  readonly destFolder: string | undefined
  readonly fileName: string | undefined
  readonly endJob: boolean
}

const rootNames = ['uploadPostParam', 'uploadPostParams']
const ignoredOfLaterPosts = 'uploadParams'

/** Reads the document. Throws `DecodeError` or DarkroomError, which `asDarkroomError` brings together. */
export function readUploadRequest(bytes: Uint8Array): UploadRequest {
  const root = parseXmlPart('uploadParams', bytes)
  const asked = versionOfNamespace(root.namespace)
  if (!rootNames.includes(root.name) || !asked)
    throw new DarkroomError(
      'invalid-xml',
      `uploadParams: the root element is ${root.name} in '${root.namespace}'; expected uploadPostParam in a namespace of the IPS API.`,
    )
  const isLater = childText(root, 'jobHandle') !== ''
  // The settings of a later POST are ignored in favour of the job's, so they need not even be right.
  const element = isLater ? without(root, ignoredOfLaterPosts) : root
  const param = readElement(element, UploadPostParam, asked.version)
  return {
    asked,
    companyId: parseCompanyHandle(param.companyHandle),
    job: jobOf(param),
    locale: param.locale,
    description: param.description ?? '',
    destFolder: param.destFolder,
    fileName: param.fileName === '' ? undefined : param.fileName,
    endJob: param.endJob ?? false,
  }
}

function jobOf(param: Static<typeof UploadPostParam>): UploadRequest['job'] {
  const { jobName = '', jobHandle = '', uploadParams } = param
  if (jobName !== '' && jobHandle !== '')
    throw new DarkroomError(
      'invalid-parameter',
      'jobName and jobHandle are both given; expected one of them.',
      {
        field: 'jobHandle',
      },
    )
  if (jobHandle !== '') return { handle: jobHandle }
  if (jobName === '')
    throw new DarkroomError('missing-parameter', 'jobName or jobHandle is missing; one is required.', {
      field: 'jobName',
    })
  if (!uploadParams)
    throw new DarkroomError(
      'missing-parameter',
      'uploadParams is missing; the first POST of a job needs it.',
      {
        field: 'uploadParams',
      },
    )
  checkJobName(jobName)
  checkJobOptions(uploadParams, 'uploadParams')
  return { name: jobName, options: uploadParams }
}

function childText(element: XmlElement, name: string): string {
  return element.children.find((child) => child.name === name)?.text.trim() ?? ''
}

function without(element: XmlElement, name: string): XmlElement {
  return { ...element, children: element.children.filter((child) => child.name !== name) }
}
