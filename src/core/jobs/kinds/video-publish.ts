import { publishKind } from './publish-kind.ts'

/** Releases marked videos, sound and captions (IPS VideoPublishJob); /is/content serves them. */
export const videoPublishJob = publishKind({ name: 'videoPublishJob', type: 'Video' })
