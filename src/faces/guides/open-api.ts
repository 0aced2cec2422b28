import type { TSchema } from 'typebox'
import type { GuidesRoute } from './route.ts'
import { Refusal } from './schemas.ts'

const refusals: Readonly<Record<string, string>> = {
  400: 'A parameter is wrong; the message names it',
  401: 'Not signed in',
  403: 'The role of the user does not allow it',
}

/** The API as an OpenAPI 3.1 document, whose schemas are those that check the requests. */
export function openApi(routes: readonly GuidesRoute[]): object {
  const byPath = Map.groupBy(routes, (route) => route.path)
  return {
    openapi: '3.1.0',
    info: {
      title: 'darkroom: bulk asset processing',
      version: '1',
      description:
        'The API of AEM Guides for processing folders of assets in bulk, over the repository of darkroom.',
    },
    security: [{ basic: [] }, { token: [] }],
    components: {
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
    paths: Object.fromEntries(
      [...byPath].map(([path, ofPath]) => [
        path,
        Object.fromEntries(ofPath.map((route) => [route.method.toLowerCase(), operation(route)])),
      ]),
    ),
  }
}

function operation(route: GuidesRoute): object {
  const content = {
    'application/json': { schema: route.answer },
    ...(route.alsoAnswers !== undefined && {
      [route.alsoAnswers]: { schema: { type: 'string', format: 'binary' } },
    }),
  }
  return {
    summary: route.summary,
    ...inputOf(route),
    responses: {
      200: { description: 'Success', content },
      ...Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [
          status,
          { description, content: { 'application/json': { schema: Refusal } } },
        ]),
      ),
    },
  }
}

/** Parameters of a GET are in its query; those of a POST there or in its body. */
function inputOf({ method, input }: GuidesRoute): object {
  const fields = fieldsOf(input)
  if (fields.length === 0) return {}
  if (method === 'GET') return { parameters: fields.map((field) => parameter(field, field.required)) }
  return {
    parameters: fields.map((field) => parameter(field, false)),
    requestBody: {
      description: 'The parameters, unless they are in the query',
      required: false,
      content: {
        'application/json': { schema: input },
        'application/x-www-form-urlencoded': { schema: input },
        'multipart/form-data': { schema: input },
      },
    },
  }
}

/** An object stands in a query as JSON. */
function parameter({ name, schema }: ReturnType<typeof fieldsOf>[number], required: boolean): object {
  const isObject = 'type' in schema && schema.type === 'object'
  return {
    name,
    in: 'query',
    required,
    ...(isObject ? { content: { 'application/json': { schema } } } : { schema }),
  }
}

/** The parameters of an input, in order. */
export function fieldsOf(input: TSchema) {
  const { properties = {}, required = [] } = input as {
    readonly properties?: Readonly<Record<string, { readonly description?: string }>>
    readonly required?: readonly string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
  }))
}
