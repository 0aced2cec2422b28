import { adminPassword, adminUser } from './app.ts'
import { validateReply } from './validate.ts'

export const ipsNamespace = 'http://www.scene7.com/IpsApi/xsd/2014-04-03'

export interface UploadFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Upload {
  readonly user?: string
  readonly password?: string
  readonly companyHandle?: string
  readonly jobName?: string
  readonly jobHandle?: string
  readonly destFolder?: string
  readonly fileName?: string
  readonly endJob?: boolean
  /** XML inside `uploadParams`, after the required fields. */
  readonly options?: string
  readonly overwrite?: boolean
  readonly readyForPublish?: boolean
  readonly createMask?: boolean
  readonly emailSetting?: string
  readonly files?: readonly UploadFile[]
}

export function authXml({ user = adminUser, password = adminPassword }: Upload = {}): string {
  return (
    `<authHeader xmlns="${ipsNamespace}"><user>${user}</user><password>${password}</password>` +
    '<appName>darkroom tests</appName><appVersion>1.0</appVersion></authHeader>'
  )
}

export function uploadParamXml(upload: Upload): string {
  const element = (name: string, value: string | boolean | undefined) =>
    value === undefined ? '' : `<${name}>${value}</${name}>`
  const uploadParams =
    upload.jobHandle === undefined &&
    element('overwrite', upload.overwrite ?? true) +
      element('readyForPublish', upload.readyForPublish ?? true) +
      element('createMask', upload.createMask ?? false) +
      element('emailSetting', upload.emailSetting ?? 'None') +
      (upload.options ?? '')
  return (
    `<uploadPostParam xmlns="${ipsNamespace}">` +
    element('companyHandle', upload.companyHandle ?? 'c|1') +
    element('jobName', upload.jobName) +
    element('jobHandle', upload.jobHandle) +
    element('destFolder', upload.destFolder) +
    element('fileName', upload.fileName) +
    element('endJob', upload.endJob) +
    (uploadParams === false ? '' : `<uploadParams>${uploadParams}</uploadParams>`) +
    '</uploadPostParam>'
  )
}

/** POSTs to the UploadFile servlet, as a form with the parts auth, uploadParams and the files, in that order. */
export async function upload(url: string, request: Upload): Promise<Response> {
  const form = new FormData()
  form.append('auth', authXml(request))
  form.append('uploadParams', uploadParamXml(request))
  for (const [i, file] of (request.files ?? []).entries())
    form.append(`file${i + 1}`, new Blob([Buffer.from(file.bytes)]), file.name)
  const response = await fetch(`${url}/scene7/UploadFile`, { method: 'POST', body: form })
  validateReply(await response.clone().text())
  return response
}

/** The `jobHandle` of a POST that succeeded. Throws with the fault of one that did not. */
export async function uploaded(url: string, request: Upload): Promise<string> {
  const response = await upload(url, request)
  const text = await response.text()
  const handle = /<jobHandle>(.*?)<\/jobHandle>/.exec(text)?.[1]
  if (response.status !== 200 || handle === undefined) throw new Error(`${response.status} ${text}`)
  return handle
}
