import { boolean, double, int, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** How vignettes are published; sizes in pixels. */
export const VignettePublishFormat = sequence('VignettePublishFormat', {
  companyHandle: required(string),
  vignetteFormatHandle: required(string),
  name: required(string),
  targetWidth: required(int),
  targetHeight: required(int),
  createPyramid: required(boolean),
  thumbWidth: required(int),
  saveAsVersion: required(int),
  sizeSuffixSeparator: required(string),
  sharpen: required(int),
  usmAmount: required(double),
  usmRadius: required(double),
  usmThreshold: required(int),
})

export const VignettePublishFormatArray = arrayOf('VignettePublishFormatArray', VignettePublishFormat)
