import sharp from 'sharp'
import { createApp } from '../app.ts'
import { scheduleAsBatch } from './batch-scheduling.ts'
import { openHome } from './home.ts'
import { createLogger } from './logger.ts'
import { lowerPriority } from './lower-priority.ts'
import { untilStopped } from './until-stopped.ts'

/** Work that runs gets so long to end when the process has to stop; the rest is handed back. */
const graceMs = 12_000
/** Then the process ends, however it stands: the library that computes a picture can not be interrupted. */
const lastResortMs = 15_000
/** Workers give way to the HTTP process and the database, so that a server under load still answers. */
const niceness = 10

/** `darkroom work`: takes items from the queue until it is told to stop, or the server that started it is gone. */
export async function work(env: NodeJS.ProcessEnv): Promise<void> {
  lowerPriority(niceness)
  const scheduled = scheduleAsBatch()
  sharp.cache(false)
  // A process works on several files at once; threads inside one file would only get in each other's way.
  sharp.concurrency(1)
  const logger = createLogger(env, 'darkroom-worker')
  const { stopped, stop } = untilStopped()
  if (process.connected) process.once('disconnect', stop)
  // The server that started it has gone before this line.
  if (process.connected === false) stop()
  await scheduled
  void stopped.then(() => setTimeout(() => process.kill(process.pid, 'SIGKILL'), lastResortMs).unref())
  const home = await openHome(env, logger, stop)
  try {
    const app = await createApp({ env, databaseUrl: home.databaseUrl, dataFolder: home.dataFolder, logger })
    try {
      const stopWorking = await app.startWorker()
      logger.debug('working')
      await stopped
      await stopWorking(graceMs)
    } finally {
      await app.close()
    }
  } finally {
    await home.release()
    if (process.connected) process.disconnect()
  }
}
