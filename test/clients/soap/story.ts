// A day of a shop's back end, told with the npm package `soap`.

import { waitFor } from '../../support/wait-for.ts'
import type { Story, StoryLog, StoryOptions } from '../story.ts'
import { Ips, items, type ReplyArray } from './client.ts'

interface Submitted {
  readonly jobHandle: string
}

interface ActiveJobs {
  readonly jobArray: ReplyArray<{
    readonly originalName: string
    readonly type: string
    readonly progress: number
    readonly uploadUrlsJob: { readonly numUrls: number }
  }>
}

interface ScheduledJobs {
  readonly jobArray: ReplyArray<{
    readonly originalName: string
    readonly execSchedule: string
    readonly nextFireTime: Date
    readonly triggerState: string
    readonly imageServingPublishJob: { readonly publishType: string }
  }>
}

interface JobLog {
  readonly jobHandle: string
  readonly originalJobName: string
  readonly startDate: Date
  readonly endDate?: Date
  readonly fileSuccessCount: number
  readonly fileErrorCount: number
  readonly totalFileCount: number
  readonly fatalError: boolean
  readonly detailArray: ReplyArray<{ readonly logType: string; readonly assetName?: string }>
}

interface JobLogs {
  readonly jobLogArray: ReplyArray<JobLog>
}

async function story(options: StoryOptions): Promise<Story> {
  const { wsdl, user, password } = options
  const ips = await Ips.from(wsdl, user, password)
  const { companyInfo: company } = await ips.call<{ companyInfo: Story['company'] }>('getCompanyInfo', {
    companyName: options.company,
  })
  const { companyHandle } = company
  const login = async (tried: string) => {
    const param = { companyHandle, email: user, password: tried }
    return (await ips.call<{ status: string }>('checkLogin', param)).status
  }
  const stranger = await Ips.from(wsdl, user, 'wrong')
  return {
    company: { companyHandle, name: company.name, rootPath: company.rootPath },
    login: [await login(password), await login('wrong')],
    upload: await upload(ips, companyHandle, options),
    publish: await publish(ips, companyHandle),
    schedule: await schedule(ips, companyHandle),
    faults: {
      wrongPassword: await stranger.fault('getCompanyInfo', { companyHandle }),
      otherCompany: await ips.fault('getJobLogs', { companyHandle: options.otherCompany }),
      badConstant: await ips.fault('submitJob', {
        companyHandle,
        jobName: 'bad',
        imageServingPublishJob: { publishType: 'Half', emailSetting: 'None' },
      }),
      missingField: await ips.fault('getCompanyInfo', {}),
      unknownJob: await ips.fault('getJobLogDetails', { companyHandle, jobHandle: options.unknownJob }),
    },
  }
}

async function upload(
  ips: Ips,
  companyHandle: string,
  { pictures, release }: StoryOptions,
): Promise<Story['upload']> {
  const { jobHandle } = await ips.call<Submitted>('submitJob', {
    companyHandle,
    jobName: 'pictures',
    uploadUrlsJob: {
      urlArray: { items: pictures },
      overwrite: true,
      readyForPublish: true,
      createMask: false,
      emailSetting: 'None',
    },
  })
  const { originalName, type, progress, uploadUrlsJob } = await waitFor('the active job', async () => {
    const { jobArray } = await ips.call<ActiveJobs>('getActiveJobs', { companyHandle, jobHandle })
    return items(jobArray)[0]
  })
  await fetch(release)
  const active = { originalName, type, progress, numUrls: uploadUrlsJob.numUrls }
  return { jobHandle, active, log: await logOf(ips, companyHandle, 'pictures') }
}

async function publish(ips: Ips, companyHandle: string): Promise<Story['publish']> {
  const { jobHandle } = await ips.call<Submitted>('submitJob', {
    companyHandle,
    jobName: 'publish',
    imageServingPublishJob: { publishType: 'Full', emailSetting: 'None' },
  })
  return { jobHandle, log: await logOf(ips, companyHandle, 'publish') }
}

async function schedule(ips: Ips, companyHandle: string): Promise<Story['schedule']> {
  const { jobHandle } = await ips.call<Submitted>('submitJob', {
    companyHandle,
    jobName: 'nightly',
    execSchedule: '0 0 4 ? * MON-FRI',
    imageServingPublishJob: { publishType: 'Incremental', emailSetting: 'None' },
  })
  const scheduled = async () =>
    items((await ips.call<ScheduledJobs>('getScheduledJobs', { companyHandle })).jobArray)
  const states = async () => (await scheduled()).map(({ triggerState }) => triggerState)
  const [job] = await scheduled()
  if (job === undefined) throw new Error('nothing is scheduled')
  const first = await states()
  await ips.call('pauseJob', { companyHandle, jobHandle })
  const paused = await states()
  await ips.call('resumeJob', { companyHandle, jobHandle })
  const resumed = await states()
  await ips.call('deleteJob', { companyHandle, jobHandle })
  return {
    jobHandle,
    originalName: job.originalName,
    execSchedule: job.execSchedule,
    publishType: job.imageServingPublishJob.publishType,
    nextFireTime: job.nextFireTime.getTime(),
    states: [...first, ...paused, ...resumed],
    left: (await scheduled()).length,
  }
}

/** The log of a job that has ended, with its lines. */
async function logOf(ips: Ips, companyHandle: string, originalName: string): Promise<StoryLog> {
  const { log, endDate } = await waitFor('the end of the job', async () => {
    const { jobLogArray } = await ips.call<JobLogs>('getJobLogs', { companyHandle })
    const log = items(jobLogArray).find(({ originalJobName }) => originalJobName === originalName)
    return log?.endDate === undefined ? undefined : { log, endDate: log.endDate }
  })
  const param = { companyHandle, jobHandle: log.jobHandle }
  const { jobLogArray } = await ips.call<JobLogs>('getJobLogDetails', param)
  return {
    startDate: log.startDate.getTime(),
    endDate: endDate.getTime(),
    success: log.fileSuccessCount,
    errors: log.fileErrorCount,
    total: log.totalFileCount,
    fatalError: log.fatalError,
    lines: items(items(jobLogArray)[0]?.detailArray ?? null).map(({ logType, assetName = null }) => ({
      logType,
      assetName,
    })),
  }
}

process.stdout.write(JSON.stringify(await story(JSON.parse(process.argv[2] ?? ''))))
