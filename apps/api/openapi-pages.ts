import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import type * as Swagger from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

type Page = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** What the page at /docs is made of, beside what Swagger writes itself. */
const mediaTypes: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'application/javascript; charset=utf-8',
  'swagger-ui-standalone-preset.js': 'application/javascript; charset=utf-8',
  'favicon-16x16.png': 'image/png',
  'favicon-32x32.png': 'image/png',
};

/** The pages of a description, by their address. Swagger tells its routes to a server of our own making: a running one takes no new ones. */
export function pagesOf({ SwaggerModule }: typeof Swagger, document: Swagger.OpenAPIObject): Page {
  const pages = new Map<string, Page>();
  let folder = '';
  const server = { get: (path: string, page: Page) => void pages.set(path, page), getRequestUrl: ({ url }: FastifyRequest) => url, getType: () => 'remembering' };
  const app = { getHttpAdapter: () => server, useStaticAssets: (path: string) => void (folder = path) };
  SwaggerModule.setup('docs', app as unknown as INestApplication, document, { jsonDocumentUrl: 'openapi.json', yamlDocumentUrl: 'openapi.yaml' });
  return (request, reply) => {
    const [path = ''] = request.url.split('?');
    const name = path.slice('/docs/'.length);
    const mediaType = path.startsWith('/docs/') && Object.hasOwn(mediaTypes, name) ? mediaTypes[name] : undefined;
    if (mediaType !== undefined) return readFile(join(folder, name)).then((bytes) => reply.type(mediaType).send(bytes));
    const page = path.endsWith('LICENSE') ? undefined : pages.get(path);
    return page === undefined ? reply.callNotFound() : page(request, reply);
  };
}
