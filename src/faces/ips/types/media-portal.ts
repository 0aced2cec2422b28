import { dateTime, double, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** An event of the media portal; what the numbered fields hold depends on its type. */
export const MPEvent = sequence('MPEvent', {
  eventType: required(string),
  createDate: optional(dateTime),
  ipsUser: required(string),
  companyId: required(int),
  companyName: required(string),
  jobName: required(string),
  jobDescription: required(string),
  string1: optional(string),
  string2: optional(string),
  string3: optional(string),
  string4: optional(string),
  string5: optional(string),
  int1: optional(int),
  int2: optional(int),
  int3: optional(int),
  int4: optional(int),
  int5: optional(int),
  float1: optional(double),
  float2: optional(double),
  float3: optional(double),
  time1: optional(dateTime),
})

export const MPEventArray = arrayOf('MPEventArray', MPEvent)
