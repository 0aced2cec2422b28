import { createHash } from 'node:crypto'
import { fieldsOf } from './open-api.ts'
import type { GuidesRoute } from './route.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
code{font:14px ui-monospace,monospace}h2{font-size:1.1rem;margin:2.5rem 0 .5rem}b{color:#06c}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #ddd;padding:.3rem .6rem .3rem 0;vertical-align:top}
pre{background:#f6f6f6;padding:.8rem;overflow:auto}`

/** The page needs nothing but its own style: no scripts, nothing from elsewhere. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`

/** The API for people: what `/openapi.json` says, as a page. */
export function docsPage(routes: readonly GuidesRoute[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>darkroom: bulk asset processing</title><style>${style}</style></head>
<body><h1>Bulk asset processing</h1>
<p>Sign in with HTTP Basic, or with <code>Authorization: Bearer</code> and a token of <code>darkroom token add</code>.
The same as a document for programs: <a href="/openapi.json">openapi.json</a>.</p>
${routes.map(section).join('\n')}
</body></html>
`
}

function section(route: GuidesRoute): string {
  const rows = fieldsOf(route.input).map(
    ({ name, schema, required }) =>
      `<tr><td><code>${text(name)}</code></td><td>${required ? 'required' : 'optional'}</td><td>${text(schema.description ?? '')}</td></tr>`,
  )
  return `<h2><b>${route.method}</b> <code>${text(route.path)}</code></h2>
<p>${text(route.summary)}.</p>
${rows.length === 0 ? '' : `<table>${rows.join('')}</table>`}
<details><summary>The answer</summary><pre>${text(JSON.stringify(route.answer, undefined, 2))}</pre></details>`
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
