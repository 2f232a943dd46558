import type { INestApplication } from '@nestjs/common';
import type * as Swagger from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { problemStatus } from '#platform';
import { answerSchemas } from './answer-schemas.js';
import { swaggerTold } from './api-description.js';
import { pagesOf } from './openapi-pages.js';
import { refusalCodes } from './refusal-codes.js';

/**
 * Serves the description of the API as the controllers declare it: the document at /openapi.json, a page to try it at /docs.
 * It is made when it is first asked for: starting does not wait for it.
 */
export function serveOpenApi(app: NestFastifyApplication): void {
  let made: Promise<ReturnType<typeof pagesOf>> | undefined;
  const pages = () => (made ??= swaggerTold().then((swagger) => pagesOf(swagger, describeApi(swagger, app))));
  const server = app.getHttpAdapter().getInstance();
  for (const path of ['/openapi.json', '/openapi.yaml', '/docs', '/docs/*']) server.get(path, async (request, reply) => (await pages())(request, reply));
}

function describeApi({ DocumentBuilder, SwaggerModule }: typeof Swagger, app: INestApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Pingjia 评家')
    .setDescription("Members' evaluation of the Workers' Home (会员评议职工之家): one POST a command, reads from views. Problems are RFC 9457; their codes are listed in the schema Problem and at /problems.")
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  const document = SwaggerModule.createDocument(app, base, { operationIdFactory: (_, method) => method });
  return { ...document, components: { ...document.components, schemas: { ...document.components?.schemas, ...(answerSchemas as Record<string, object>), Problem: problemSchema() } } };
}

const problemSchema = () => ({
  type: 'object' as const,
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' as const, example: '/problems/counts-inconsistent' },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const, enum: [...Object.keys(problemStatus), ...refusalCodes] },
    detail: { type: 'string' as const, description: 'What is wrong, in the language of Accept-Language.' },
    instance: { type: 'string' as const },
    details: { type: 'object' as const, additionalProperties: true, description: 'The numbers behind the code, and the ids of what it names.' },
    names: { type: 'object' as const, additionalProperties: { type: 'string' as const }, description: 'Of bodies that `details` name by an id: name, and code where there is one, as `detail` calls them.', example: { federation: '某街道总工会' } },
    errors: {
      type: 'array' as const,
      items: { type: 'object' as const, properties: { field: { type: 'string' as const, example: '/present' }, rule: { type: 'string' as const }, message: { type: 'string' as const } } },
    },
  },
});
