import { boolean, double, optional, sequence, string } from '../../../soap/schema.ts'
import {
  illustratorProcesses,
  layerAnchors,
  layerNamings,
  pdfProcesses,
  photoshopProcesses,
  postScriptProcesses,
  renderColorSpaces,
} from './constants.ts'

/** What becomes of the layers of a Photoshop file that keeps them. */
export const PhotoshopLayerOptions = sequence('PhotoshopLayerOptions', {
  layerNaming: optional(string, { oneOf: layerNamings }),
  anchor: optional(string, { oneOf: layerAnchors }),
  createTemplate: optional(boolean),
  extractText: optional(boolean),
  extendLayers: optional(boolean),
})

/** How Photoshop files are processed. Before 4.5 the options of the layers stood here directly. */
export const PhotoshopOptions = sequence('PhotoshopOptions', {
  process: optional(string, { since: '2010-01-31', oneOf: photoshopProcesses, ignoreCase: true }),
  layerOptions: optional(PhotoshopLayerOptions, { since: '2010-01-31' }),
  maintainLayers: optional(boolean, { until: '2010-01-31' }),
  layerNaming: optional(string, { until: '2010-01-31', oneOf: layerNamings }),
  anchor: optional(string, { until: '2010-01-31', oneOf: layerAnchors }),
})

/** How PostScript and EPS files are processed; resolution in pixels per inch. */
export const PostScriptOptions = sequence('PostScriptOptions', {
  process: optional(string, { since: '2008-01-15', oneOf: postScriptProcesses, ignoreCase: true }),
  resolution: optional(double),
  colorspace: optional(string, { oneOf: renderColorSpaces }),
  alpha: optional(boolean, { since: '2008-01-15' }),
  extractSearchWords: optional(boolean),
})

/**
 * How PDF files are processed; resolution in pixels per inch. Recorded replies say `render` for Rasterize.
 */
export const PDFOptions = sequence('PDFOptions', {
  process: optional(string, { oneOf: pdfProcesses, ignoreCase: true, aliases: { render: 'Rasterize' } }),
  resolution: optional(double),
  colorspace: optional(string, { oneOf: renderColorSpaces }),
  pdfCatalog: optional(boolean),
  extractSearchWords: optional(boolean),
  extractLinks: optional(boolean, { since: '2009-07-31' }),
})

/** How Illustrator files are processed; resolution in pixels per inch. */
export const IllustratorOptions = sequence('IllustratorOptions', {
  process: optional(string, { oneOf: illustratorProcesses, ignoreCase: true }),
  resolution: optional(double),
  colorspace: optional(string, { oneOf: renderColorSpaces, alsoNamed: ['colorSpace'] }),
  alpha: optional(boolean),
})

/** How InDesign files are processed; None is the only value seen. */
export const InDesignOptions = sequence('InDesignOptions', {
  process: optional(string),
})

/** How style sheets are processed. */
export const CssOptions = sequence('CssOptions', {
  forceStaticImages: optional(boolean),
})
