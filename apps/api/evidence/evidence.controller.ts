import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Evidence } from '#evaluation';
import { fileDigest, keptTypes, type EvidenceStoreRefusal, type FileCondition, type Refusal } from '#kernel';
import { actorOf, NODE, problem, Problem, type Node } from '#platform';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '../api-description.js';
import { IdPart, Text } from '../commands/field.js';
import { readBody, type BodyClass } from '../commands/read-body.js';
import { Answers } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { attachment } from './attachment.js';
import { bytesOf } from './evidence-bytes.js';

/** How the file is called in the descriptor. */
class PutEvidenceQuery {
  @Text(200) title!: string;
  @IdPart({ optional: true }) id?: string;
}

class GetEvidenceQuery {
  @Text(200, { optional: true }) title?: string;
}

const endings = Object.values(keptTypes).join(', ');
const problems = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };

/** Files beside the log: put first, then named by a command. */
@ApiTags('evidence')
@Controller('v1/evidence')
export class EvidenceController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Post()
  @JudgesItsQuery()
  @ApiOperation({
    operationId: 'PutEvidence',
    summary: 'Keep a file; the answer is the descriptor that commands name it by.',
    description: `The body is the file itself, whatever the Content-Type says: its type is judged by its content. Kept are ${endings}. The same content is one file.`,
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiQuery({ name: 'title', required: true, schema: { type: 'string', minLength: 1, maxLength: 200 }, example: '测评计票单' })
  @ApiQuery({ name: 'id', required: false, schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9_]{0,31}$' }, description: 'How the step calls the file; default: the first 32 digits of its digest.' })
  @ApiHeader({ name: 'Pingjia-Actor', required: true, example: 'office=chair;body=union-centre' })
  @Answers(201, 'Evidence', 'On disk. The descriptor is to be copied into a command; Location: where to download it.')
  @ApiResponse({ status: 400, description: 'The file is empty, or broke off, or the query is wrong.', ...problems })
  @ApiResponse({ status: 413, description: 'The file is too large.', ...problems })
  @ApiResponse({ status: 415, description: 'The content is of a type that is not kept.', ...problems })
  @ApiResponse({ status: 507, description: 'The disk is too full.', ...problems })
  async put(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Evidence> {
    actorOf(request.headers['pingjia-actor']);
    const asked = (await readQuery(PutEvidenceQuery, query)) as { readonly title: string; readonly id?: string };
    const { maxEvidenceBytes: maxBytes } = this.node.config;
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    const kept = await this.node.evidence.store.put(bytesOf(request), { maxBytes });
    if ('refused' in kept) throw problemOf(kept, maxBytes);
    const { sha256, bytes, mediaType } = kept;
    this.node.evidence.watch.remember(sha256);
    this.node.evidence.watch.note({ sha256, condition: 'whole' });
    void reply.header('location', `/v1/evidence/${sha256}`).header('etag', `"${sha256}"`);
    return { id: asked.id ?? sha256.slice(0, 32), title: asked.title, mediaType, bytes, sha256 };
  }

  @Get(':sha256')
  @JudgesItsQuery()
  @ApiOperation({ operationId: 'GetEvidence', summary: 'Download a file; it is read through and compared with its digest before the first byte is sent.' })
  @ApiParam({ name: 'sha256', schema: { type: 'string', pattern: fileDigest.source }, example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' })
  @ApiQuery({ name: 'title', required: false, schema: { type: 'string', maxLength: 200 }, description: 'The name to save it under; its ending comes from its content.' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file.', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  @ApiResponse({ status: 400, description: 'The query is wrong.', ...problems })
  @ApiResponse({ status: 404, description: 'There is no such file.', ...problems })
  @ApiResponse({ status: 410, description: 'The file was here, and is gone or altered.', ...problems })
  async get(@Param('sha256') sha256: string, @Query() query: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const { title } = (await readQuery(GetEvidenceQuery, query)) as { readonly title?: string };
    const read = await this.node.evidence.store.read(sha256);
    if (read.condition !== 'whole') throw this.#gone(sha256, read.condition);
    const { mediaType, bytes } = read.file;
    await reply
      .headers({
        'content-type': mediaType,
        'content-length': bytes,
        'content-disposition': attachment(title ?? sha256.slice(0, 16), keptTypes[mediaType] ?? 'bin'),
        etag: `"${sha256}"`,
        // Whatever a file contains, no browser runs it in this site's name.
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-cache',
      })
      .send(Readable.from(read.bytes, { objectMode: false }));
  }

  #gone(sha256: string, condition: Exclude<FileCondition, 'whole'>) {
    const { watch } = this.node.evidence;
    if (condition === 'missing' && !watch.knows(sha256)) return problem('evidence-not-found', { sha256: sha256.slice(0, 64) });
    watch.note({ sha256, condition });
    return problem(condition === 'missing' ? 'evidence-lost' : 'evidence-altered', { sha256 });
  }
}

/** Checks a query as bodies are checked. @throws Problem naming each parameter that is wrong */
async function readQuery(shape: BodyClass, query: Record<string, unknown>): Promise<Record<string, unknown>> {
  try {
    return await readBody(shape, { ...query });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw problem('query-invalid', {}, error.faults.map((fault) => ({ ...fault, field: fault.field.replace('/', '') })));
  }
}

const bytesPerMegabyte = 1_000_000;
const tooLarge = (maxBytes: number) => problem('evidence-too-large', { maxBytes, maxMegabytes: maxBytes / bytesPerMegabyte });

const problemOf = ({ refused, details }: Refusal<EvidenceStoreRefusal>, maxBytes: number) => (refused === 'evidence-too-large' ? tooLarge(maxBytes) : problem(refused, details));
