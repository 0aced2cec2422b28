import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { jpeg } from '../support/pictures.ts'
import { RawPost } from '../support/raw-http.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { servletPath } from './form.ts'
import { assetRow, assetsNamed } from './state.ts'

let darkroom: TestApp
let picture: Buffer

beforeAll(async () => {
  darkroom = await startTestApp()
  picture = await jpeg(1300, 1200)
})
afterAll(async () => await darkroom.close())

const boundary = 'O9-ba7tieRtqA4QRSaVk-eDq6658SPrYfvUcJ'
const namespace = 'http://www.scene7.com/IpsApi/xsd/2014-04-03'

const auth = `            <authHeader xmlns="${namespace}">  
                   <user>${adminUser}</user>  
                   <password>${adminPassword}</password>  
                   <locale>en-US</locale>  
                   <appName>An uploader</appName>  
                   <appVersion>1.0</appVersion>  
                   <faultHttpStatusCode>200</faultHttpStatusCode>  
           </authHeader>                   
        `

const params = (jobName: string) => `            <uploadPostParam xmlns="${namespace}"> 
                <companyHandle>c|1</companyHandle> 
                <jobName>${jobName}</jobName> 
                <uploadParams> 
                    <overwrite>true</overwrite> 
                    <readyForPublish>true</readyForPublish> 
                    <preservePublishState>true</preservePublishState> 
                    <createMask>true</createMask> 
                    <preserveCrop>true</preserveCrop> 
                    <manualCropOptions> 
                      <left>500</left> 
                      <right>500</right> 
                      <top>500</top> 
                      <bottom>500</bottom> 
                    </manualCropOptions> 
                    <photoshopOptions> 
                      <process>MaintainLayers</process> 
                      <layerOptions> 
                        <layerNaming>AppendNumber</layerNaming> 
                        <anchor>Northwest</anchor> 
                        <createTemplate>true</createTemplate> 
                        <extractText>true</extractText> 
                        <extendLayers>false</extendLayers> 
                      </layerOptions> 
                    </photoshopOptions> 
                    <emailSetting>None</emailSetting> 
                </uploadParams> 
            </uploadPostParam>        
        `

/** The printed request: a space ends each line, and each file part follows a delimiter that ends in two hyphens. */
function printedBody(job: string, lineEnd: string, beforeContent: string): Buffer {
  const xmlPart = (name: string, xml: string) =>
    [
      `--${boundary} `,
      `Content-Disposition: form-data; name="${name}" `,
      'Content-Type: text/plain; charset=US-ASCII ',
      'Content-Transfer-Encoding: 8bit ',
      '  ',
      xml.replaceAll('\n', lineEnd),
      '',
    ].join(lineEnd)
  const filePart = (n: number) =>
    [
      `--${boundary}-- `,
      `Content-Disposition: form-data; name="file${n}"; filename="Demo/UploadFileServlet${job}//${job}-${n}.jpg" `,
      'Content-Type: application/octet-stream; charset=ISO-8859-1 ',
      'Content-Transfer-Encoding: binary ',
      beforeContent,
    ].join(lineEnd)
  return Buffer.concat([
    Buffer.from(xmlPart('auth', auth) + xmlPart('uploadParams', params(`uploadFileServlet-${job}`))),
    Buffer.from(filePart(1)),
    picture,
    Buffer.from(lineEnd + filePart(2)),
    picture,
    Buffer.from(`${lineEnd}--${boundary}--`),
  ])
}

describe("the documentation's example request", () => {
  it.each([
    ['as printed, contents right after the headers', '1376682217351', '\r\n', ''],
    ['as printed, with bare line feeds', '1376682217352', '\n', ''],
    ['with the blank line that a form has before contents', '1376682217353', '\r\n', '  \r\n'],
  ])('%s: both files arrive', async (_, job, lineEnd, beforeContent) => {
    const { url } = darkroom
    const body = printedBody(job, lineEnd, beforeContent)
    const post = await RawPost.open(url, servletPath, [
      'User-Agent: Jakarta Commons-HttpClient/3.1 ',
      `Content-Length: ${body.length} `,
      `Content-Type: multipart/form-data; boundary=${boundary} `,
    ])
    await post.write(body)
    const reply = await post.reply()
    expect(reply?.status).toBe(200)
    const text = reply?.body.toString() ?? ''
    expect(text).toMatch(
      new RegExp(
        `^<\\?xml version='1\\.0' encoding='UTF-8'\\?><uploadPostReturn xmlns="${namespace}">` +
          `<jobHandle>j\\|1\\|\\|uploadFileServlet-${job}\\|\\d+</jobHandle></uploadPostReturn>$`,
      ),
    )
    expect(reply?.headers.get('content-length')).toBe(String(reply?.body.length))

    const jobHandle = /<jobHandle>(.*)<\/jobHandle>/.exec(text)?.[1] ?? ''
    await uploaded(url, { jobHandle, endJob: true })
    const log = await jobEnded(url, jobHandle)
    expect(log.counts).toMatchObject({ success: 2, error: 0, warning: 0, total: 2 })
    expect(log.lines.filter((line) => line.type === 'UploadWarning')).toEqual([])
    for (const name of [`${job}-1`, `${job}-2`]) {
      expect(await assetsNamed(url, name)).toMatchObject([
        { folder: `Demo/UploadFileServlet${job}/`, fileName: `${name}.jpg` },
      ])
      const asset = await assetRow(darkroom, name)
      expect(asset).toMatchObject({
        original_key: createHash('sha256').update(picture).digest('hex'),
        crop: { left: 500, top: 500, width: 300, height: 200 },
      })
    }
  })
})
