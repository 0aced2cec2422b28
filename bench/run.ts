import { archive } from './archive.ts'
import { delivery } from './delivery.ts'
import { documents } from './documents.ts'
import { guides } from './guides.ts'
import { jobStatus } from './job-status.ts'
import { pdf } from './pdf.ts'
import { photoshop } from './photoshop.ts'
import { pipeline } from './pipeline.ts'
import { pixelOptions } from './pixel-options.ts'
import { publish } from './publish.ts'
import { smallFiles } from './small-files.ts'
import { soap } from './soap.ts'
import { upload } from './upload.ts'
import { uploadUrls } from './upload-urls.ts'

const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  pipeline,
  upload,
  'small-files': smallFiles,
  'job-status': jobStatus,
  delivery,
  publish,
  soap,
  'upload-urls': uploadUrls,
  'pixel-options': pixelOptions,
  pdf,
  photoshop,
  documents,
  archive,
  guides,
}

const [name, ...rest] = process.argv.slice(2)
const asked = name === undefined ? Object.keys(benchmarks) : [name]
if (rest.length > 0 || (name !== undefined && !(name in benchmarks))) {
  console.error(`Usage: npm run bench [-- ${Object.keys(benchmarks).join(' | ')}]`)
  process.exit(1)
}
for (const benchmark of asked) {
  console.log(`\n${benchmark}`)
  await benchmarks[benchmark]?.()
}
