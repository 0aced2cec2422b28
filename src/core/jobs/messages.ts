/** Values for the `{places}` of a message. */
export type MessageArgs = Readonly<Record<string, string | number>>

/** Every job log message in English. The keys are stored in the log, so that it can be read in another language. */
const english = {
  beginUpload: 'Upload job {job} started.',
  endUpload: 'Upload job {job} ended.',
  beginPublish: 'Publish job {job} started.',
  endPublish: 'Publish job {job} ended.',
  originalJobName: '{job}',
  jobClient: '{client}',
  totalFileCount: '{count}',
  uploaded: 'File {file} was uploaded.',
  updated: 'File {file} was replaced.',
  duplicateSkipped: 'File {file} exists already and overwrite is off; it was skipped.',
  fileFailed: 'File {file} was not stored: {reason}',
  fileWarning: 'File {file}: {warning}',
  crashed: 'processing it stopped a worker {attempts} times; it is not tried again.',
  failedRepeatedly:
    'processing it failed {attempts} times; it is not tried again. The server log has the cause.',
  optionNotCarriedOut:
    'Option {option} is stored with the job, but nothing carries it out yet; files are processed without it.',
  idleClosed: 'No file came for {minutes} minutes, so the job was ended.',
  published: '{asset} was published.',
  unpublished: '{asset} is no longer published.',
  jobFailed: 'The job failed: {reason}',
  jobStopped: 'The job was stopped by {user}.',
  notDone: 'File {file} was not done, because the job was stopped.',
  callbackFailed: '{url} could not be told that the job ended: {reason}',
} as const

export type MessageKey = keyof typeof english

/** The message in English with its places filled in; a key of a later version is shown as it is. */
export function formatMessage(key: string, args: MessageArgs): string {
  const template: string | undefined = (english as Record<string, string>)[key]
  if (template === undefined) return key
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(args[name] ?? place))
}
