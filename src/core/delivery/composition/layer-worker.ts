import { answerTasks } from '../answer-tasks.ts'
import { type LayerPaint, paintLayer } from './paint-layer.ts'
import type { Pixels } from './pixels.ts'

/** One layer to lay over those below. */
export interface LayerTask {
  readonly below: Pixels
  readonly paint: LayerPaint
}

answerTasks<LayerTask, Pixels>(
  ({ below, paint }) => paintLayer(below, paint),
  ({ data }) => [data.buffer as ArrayBuffer],
)
