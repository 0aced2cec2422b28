import { dateTime, double, int, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** How far one item of a task is, from 0 to 1. */
export const TaskItemProgress = sequence('TaskItemProgress', {
  itemName: required(string),
  progress: required(double),
  progressMessage: required(string),
  lastProgressUpdate: required(dateTime),
})

export const TaskItemProgressArray = arrayOf('TaskItemProgressArray', TaskItemProgress)

/** How far one task of a job is, from 0 to 1. */
export const TaskProgress = sequence('TaskProgress', {
  taskType: required(string),
  taskState: required(string, { since: '2012-02-14' }),
  numProcessed: required(int),
  numProcessing: required(int),
  numPending: required(int),
  progress: required(double),
  progressMessage: required(string),
  lastProgressUpdate: required(dateTime),
  taskItemProgressArray: required(TaskItemProgressArray),
})

export const TaskProgressArray = arrayOf('TaskProgressArray', TaskProgress)
