/** What a story is told with, as JSON in the first argument of its program. */
export interface StoryOptions {
  /** URL. */
  readonly wsdl: string
  readonly user: string
  readonly password: string
  /** Name of the user's company. */
  readonly company: string
  /** Handle of a company that the user is no member of. */
  readonly otherCompany: string
  /** Handle of a job that the user's company does not have. */
  readonly unknownJob: string
  /** For uploadUrlsJob. The server of these URLs answers when `release` was fetched. */
  readonly pictures: readonly { readonly sourceUrl: string; readonly destPath: string }[]
  /** URL to fetch when the upload job was seen among the active ones. */
  readonly release: string
}

/** What the program saw, as JSON on its standard output. Times are in ms since 1970. */
export interface Story {
  readonly company: { readonly companyHandle: string; readonly name: string; readonly rootPath: string }
  /** What checkLogin says to the right and to a wrong password. */
  readonly login: readonly string[]
  readonly upload: {
    readonly jobHandle: string
    readonly active: {
      readonly originalName: string
      readonly type: string
      readonly progress: number
      readonly numUrls: number
    }
    readonly log: StoryLog
  }
  readonly publish: { readonly jobHandle: string; readonly log: StoryLog }
  readonly schedule: {
    readonly jobHandle: string
    readonly originalName: string
    readonly execSchedule: string
    readonly publishType: string
    readonly nextFireTime: number
    /** triggerState at first, after pauseJob and after resumeJob. */
    readonly states: readonly string[]
    /** Scheduled jobs after deleteJob. */
    readonly left: number
  }
  readonly faults: {
    readonly wrongPassword: Fault
    readonly otherCompany: Fault
    readonly badConstant: Fault
    readonly missingField: Fault
    readonly unknownJob: Fault
  }
}

export interface StoryLog {
  readonly startDate: number
  readonly endDate: number
  readonly success: number
  readonly errors: number
  readonly total: number
  readonly fatalError: boolean
  readonly lines: readonly { readonly logType: string; readonly assetName: string | null }[]
}

export interface Fault {
  /** Of the element in the detail. */
  readonly name: string
  readonly code: number
  readonly reason: string
}

/** What a program that tries one WSDL after the other is given. */
export interface VersionsOptions {
  /** URLs. */
  readonly wsdls: readonly string[]
  readonly user: string
  readonly password: string
}

/** By WSDL: what checkLogin says, and the names of the active jobs. */
export type Versions = Record<string, { readonly login: string; readonly active: readonly string[] }>

/** What a client of generated classes sees, as JSON on its standard output. Times are in ms since 1970. */
export interface Errand {
  readonly company: Story['company']
  /** What checkLogin says to the right and to a wrong password. */
  readonly login: readonly string[]
  /** Names of active jobs. */
  readonly active: readonly string[]
  readonly publish: { readonly jobHandle: string } & Omit<StoryLog, 'lines' | 'errors'>
  readonly faults: Pick<Story['faults'], 'wrongPassword' | 'otherCompany' | 'badConstant'>
}
