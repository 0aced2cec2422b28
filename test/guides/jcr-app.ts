import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { GuidesClient } from './guides-client.ts'
import { SlingServer } from './sling-server.ts'

const user = 'reader@aem'
const password = 'pass:word/1'

/** A repository that lets in the user that `startJcrApp` knows. */
export function slingServer(): SlingServer {
  return new SlingServer(`${user}:${password}`)
}

/** A darkroom that has the repository at a URL beside its own. */
export async function startJcrApp(url: string, env: Record<string, string> = {}): Promise<TestApp> {
  return await startTestApp({
    env: {
      DARKROOM_JCR_URL: url,
      DARKROOM_JCR_USER: user,
      DARKROOM_JCR_PASSWORD: password,
      DARKROOM_ALLOW_PRIVATE_URLS: 'true',
      ...env,
    },
  })
}

export function clientOf({ url }: TestApp): GuidesClient {
  return new GuidesClient(url, { user: `${adminUser}:${adminPassword}` })
}

/** What the log of a run says of each file, as `<path> <status>`. */
export async function told(client: GuidesClient, id: string): Promise<string[]> {
  const lines = await client.log(id)
  return lines.flatMap((line) => {
    const [, path, status] = /^\w+ (\/.*?): (Processed|Warning|Failed)\b/.exec(line) ?? []
    return path === undefined ? [] : [`${path} ${status}`]
  })
}
