import { z } from 'zod'
import type { RouteContract } from '../contract.ts'
import type { RouteSet } from './serve.ts'

type Json = Record<string, unknown>

const PROBLEM: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'What happened and what to do, in the language of the request.' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: programs decide by it.' },
    instance: { type: 'string', description: 'Request id, to quote when asking for help.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

/** The OpenAPI 3.1 document, made from the same contracts that validate and answer. */
export function openApi(sets: readonly { name: string; routes: readonly RouteSet[] }[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const { name, routes } of sets) {
    for (const set of routes) {
      for (const [key, route] of Object.entries(set.contract)) {
        const [method = '', url = ''] = key.split(' ')
        const path = url.replace(/:(\w+)/g, '{$1}')
        paths[path] = { ...paths[path], [method.toLowerCase()]: operation(key, name, route) }
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mostrador',
      version,
      description:
        'Amounts are integers in the minor unit of the currency; quantities have at most three decimals; instants are RFC 3339. Every POST honours Idempotency-Key. Errors are RFC 9457 problem documents.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: sets.map(({ name }) => ({ name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
      },
    },
  }
}

function operation(key: string, tag: string, route: RouteContract): Json {
  const [method = '', url = ''] = key.split(' ')
  const isOpen = route.may === 'public' || route.may === 'link' || route.may === 'before-setup'
  return {
    operationId: `${method.toLowerCase()}${url.replace(/^\/api/, '').replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [tag],
    summary: route.says,
    'x-permission': route.may,
    security: isOpen ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
      ...(method === 'POST' ? [KEY] : []),
    ],
    ...(route.body && !route.upload
      ? { requestBody: { content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }
      : {}),
    ...(route.upload
      ? {
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
                },
              },
            },
          },
        }
      : {}),
    responses: responses(route),
  }
}

const KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'The same key gives the same answer and one effect.',
}

function responses(route: RouteContract): Json {
  const good = Object.entries(route.answers).map(([status, schema]) => [
    status,
    {
      description: status === '204' ? 'Done' : 'OK',
      ...(schema && !route.raw ? { content: { 'application/json': { schema: schemaOf(schema, 'output') } } } : {}),
    },
  ])
  const problem = {
    description: 'A refusal',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  return { ...Object.fromEntries(good), default: problem }
}

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return []
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(field as z.ZodType, 'input'),
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return json
}
