import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openWorkbook } from '#adapters/spreadsheets';
import { actorOf, languageOf, NODE, problem, textFor, type Node } from '#platform';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '../api-description.js';
import { Answers, cannotServe, nothingThere, Refuses, wrongQuery } from '../described-answers.js';
import { bytesOf } from '../evidence/evidence-bytes.js';
import { JudgesItsQuery } from '../known-queries.js';
import { importKinds, type AskedImport, type ImportBy } from './asked-import.js';
import { describePassedOver, describeRow, describeSheet, describeState, describeUnfinished } from './describe-import.js';
import { digestOf, importQueryOf, mostRowsTold, type ImportQuery } from './import-query.js';
import { Imports } from './imports.js';
import { asProblem } from './stored-workbook.js';

/** The most bytes of a workbook that is imported. */
export const maxImportBytes = 60_000_000;
/** Rows between entries that one answer tells. */
const mostPassedOverTold = 1_000;

const kindParam = { name: 'kind', enum: importKinds as unknown as string[], example: 'register' };
const digestParam = { name: 'sha256', schema: { type: 'string', pattern: '^[0-9a-f]{64}$' }, example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' } as const;
const actorHeader = { name: 'Pingjia-Actor', required: true, example: 'office=officer;body=federation-district' };

/** Parameters of every question about an import: the same make the same import. */
const OfAnImport = (): MethodDecorator => (target, name, descriptor) => {
  for (const decorate of [
    ApiParam(kindParam),
    ApiQuery({ name: 'federation', required: true, example: 'district', description: 'Whose register, or whose unions: nothing outside is touched.' }),
    ApiQuery({ name: 'campaign', required: false, description: 'Of results: the round they belong to.' }),
    ApiQuery({ name: 'year', required: false, description: 'Of totals (`yearTotals`): the year that is over.' }),
    ApiQuery({ name: 'on', required: false, description: 'When a register holds; default: the day written above its table, else today.' }),
    ApiQuery({ name: 'newSuperiors', required: false, description: '`add`: superiors that nobody knows are added as federations.' }),
    ApiQuery({ name: 'ids', required: false, description: '`keep`: ids of a register that nobody below has are taken as they are: it was written by another node. Otherwise they are refused.' }),
    JudgesItsQuery(),
  ])
    decorate(target, name, descriptor);
};

/** Parameters of a question about rows. */
const RowsTold = (): MethodDecorator => (target, name, descriptor) => {
  for (const decorate of [
    ApiQuery({ name: 'outcome', required: false, description: 'Only rows of these outcomes: added,changed,unchanged,refused; `noted`: rows of any outcome with something to know.' }),
    ApiQuery({ name: 'from', required: false, description: 'Rows to pass over.' }),
    ApiQuery({ name: 'limit', required: false, description: `Rows of an answer, 1 to ${mostRowsTold}; default 2000.` }),
  ])
    decorate(target, name, descriptor);
};

/** Workbooks of registers and results: first a dry run, row by row, then all of it or the good rows. */
@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    @Inject(NODE) private readonly node: Node,
    @Inject(Imports) private readonly imports: Imports,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'ListUnfinishedImports', summary: 'Imports that were begun here and are not finished, the oldest first: under way, or stopped, also by the end of the process. One that stopped goes on when it is asked for again.' })
  @ApiQuery({ name: 'dismissed', required: false, schema: { type: 'string', enum: ['true'] }, description: '`true`: those that an office dismissed instead, with who and when.' })
  @Answers(200, 'UnfinishedImports', 'What was asked, and how far each is.')
  @Refuses(wrongQuery, cannotServe)
  async unfinished(@Query('dismissed') dismissed: unknown, @Req() request: FastifyRequest) {
    if (dismissed !== undefined && dismissed !== 'true') throw problem('query-invalid', {}, [{ field: 'dismissed', rule: 'oneOf', details: { allowed: ['true'] } }]);
    return { imports: (await this.imports.unfinished(dismissed === 'true')).map((one) => describeUnfinished(one, languageOf(request.headers['accept-language']))) };
  }

  @Post(':kind')
  @HttpCode(200)
  @OfAnImport()
  @ApiOperation({ operationId: 'DryRunImport', summary: 'What a workbook would add, change, leave or be refused for, row by row. Nothing is recorded but the file, as evidence.', description: 'The body is the file: XLSX, or CSV in UTF-8 or GB18030. Formulas are never worked out.' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @RowsTold()
  @ApiQuery({ name: 'title', required: false, description: 'The name of the file, for whoever looks at it later.' })
  @ApiHeader(actorHeader)
  @Answers(200, 'ImportDryRun', 'The plan. `import` names it when it is applied.')
  @Refuses(wrongQuery, [404, 'federation-not-there', 'The federation is not registered.', { federation: 'district' }], [413, 'import-too-large', 'The file is too large, or has too many rows.', { maxMegabytes: 60 }], [415, 'workbook-not-one', 'The file is no table, of an old kind, or has a password.', { kind: 'png' }], [422, 'table-not-found', 'The file is damaged, or has no header of this kind of table.', { sheets: ['Sheet1'] }], cannotServe)
  async dryRun(@Param('kind') kind: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest) {
    const by = this.#by(request);
    const read = importQueryOf(kind, query);
    const sha256 = await this.#kept(request);
    return this.#planned({ ...read.asked, sha256 }, read, { by, request, afresh: true });
  }

  @Get(':kind/:sha256')
  @OfAnImport()
  @ApiParam(digestParam)
  @ApiOperation({ operationId: 'GetImportPlan', summary: 'The dry run again, from another row on, or rows of one outcome only.' })
  @RowsTold()
  @Answers(200, 'ImportDryRun', 'The plan.')
  @Refuses(wrongQuery, nothingThere, cannotServe)
  async planAgain(@Param('kind') kind: string, @Param('sha256') sha256: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest) {
    const read = importQueryOf(kind, query);
    return this.#planned({ ...read.asked, sha256: digestOf(sha256) }, read, { by: this.#by(request, true), request, afresh: query['from'] === undefined });
  }

  @Post(':kind/:sha256/apply')
  @HttpCode(202)
  @OfAnImport()
  @ApiParam(digestParam)
  @ApiOperation({ operationId: 'ApplyImport', summary: 'Do what the dry run said: all rows, refused if one is refused; or the good rows. Asked again after a crash it goes on; each row is recorded once.' })
  @ApiQuery({ name: 'rows', required: false, description: '`all` (default) or `good`.' })
  @ApiQuery({ name: 'plan', required: false, description: '`plan` of the dry run: refused where the register has changed so that another plan comes of the file.' })
  @ApiHeader(actorHeader)
  @Answers(202, 'ImportProgress', 'Begun. Location: where to see how far it is.')
  @Refuses(wrongQuery, nothingThere, [422, 'import-has-refused-rows', 'Rows are refused, and all were wanted.', { refused: 2, rows: 120 }], [409, 'import-plan-changed', 'The plan is no more the one that was shown.', {}], cannotServe)
  async apply(@Param('kind') kind: string, @Param('sha256') sha256: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const by = this.#by(request);
    const { asked, rows, plan } = importQueryOf(kind, query);
    this.node.refuseDamaged();
    const state = await this.imports.apply({ ...asked, sha256: digestOf(sha256) }, by, { rows, ...(plan === undefined ? {} : { plan }) });
    const [path = '', parameters = ''] = request.url.split('?');
    void reply.header('location', `${path.replace(/apply$/, 'progress')}?${parameters}`);
    return describeState(state, languageOf(request.headers['accept-language']));
  }

  @Post(':kind/:sha256/dismiss')
  @HttpCode(200)
  @OfAnImport()
  @ApiParam(digestParam)
  @ApiOperation({ operationId: 'DismissImport', summary: 'An import that stopped is wanted no more: it is listed no longer, but among the dismissed, with who and when. What it recorded stays; asked for again it goes on.' })
  @ApiHeader(actorHeader)
  @Answers(200, 'UnfinishedImport', 'As it stands.')
  @Refuses(wrongQuery, [404, 'import-not-there', 'No such import stopped here.'], [409, 'import-under-way', 'It has not stopped.', { done: 500, rows: 1023 }], cannotServe)
  async dismiss(@Param('kind') kind: string, @Param('sha256') sha256: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest) {
    const by = this.#by(request);
    const { asked } = importQueryOf(kind, query);
    return describeUnfinished(await this.imports.dismiss({ ...asked, sha256: digestOf(sha256) }, by), languageOf(request.headers['accept-language']));
  }

  @Get(':kind/:sha256/progress')
  @OfAnImport()
  @ApiParam(digestParam)
  @ApiOperation({ operationId: 'GetImportProgress', summary: 'How far an import is, also while its dry run is still being worked out; when it is over, which rows were refused on the way.' })
  @ApiQuery({ name: 'rows', required: false })
  @Answers(200, 'ImportProgress', 'How far it is.')
  @Refuses(wrongQuery, [404, 'import-not-there', 'No such import was begun here, or it was finished before a restart.'], cannotServe)
  async progress(@Param('kind') kind: string, @Param('sha256') sha256: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest) {
    const { asked } = importQueryOf(kind, query);
    const state = await this.imports.state({ ...asked, sha256: digestOf(sha256) });
    if (state === undefined) throw problem('import-not-there');
    return describeState(state, languageOf(request.headers['accept-language']));
  }

  /** Who asks; a question may be nobody's. */
  #by(request: FastifyRequest, asks = false): ImportBy {
    const header = request.headers['pingjia-actor'];
    return { by: asks && header === undefined ? { kind: 'process', office: 'reader', bodyId: 'log-main', assurance: 'unverified' } : actorOf(header), at: this.node.clock(request.headers['pingjia-clock']) };
  }

  /** Looks whether the body is a workbook, then keeps it as evidence. @throws Problem */
  async #kept(request: FastifyRequest): Promise<string> {
    const tooLarge = problem('import-too-large', { maxMegabytes: maxImportBytes / 1_000_000 });
    if (Number(request.headers['content-length'] ?? 0) > maxImportBytes) throw tooLarge;
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of bytesOf(request)) {
      bytes += piece.length;
      if (bytes > maxImportBytes) throw tooLarge;
      pieces.push(piece);
    }
    await asProblem(() => openWorkbook(Buffer.concat(pieces)));
    const kept = await this.node.evidence.store.put(inPieces(pieces), { maxBytes: maxImportBytes });
    if ('refused' in kept) throw problem(kept.refused, kept.details);
    this.node.evidence.watch.remember(kept.sha256);
    return kept.sha256;
  }

  async #planned(asked: AskedImport, { from, limit, outcomes }: ImportQuery, { by, request, afresh }: { readonly by: ImportBy; readonly request: FastifyRequest; readonly afresh: boolean }) {
    this.node.refuseDamaged();
    const language = languageOf(request.headers['accept-language']);
    const { rows, sheets, passedOver, on } = await this.imports.plan(asked, by, afresh);
    const { rows: shown, more } = await rows.page({ outcomes, from, limit });
    return {
      import: asked.sha256,
      plan: rows.digest,
      ...(on === undefined ? {} : { on }),
      counts: rows.counts,
      ...(rows.counts.rows === 0 ? { note: textFor(language, 'importNote.noRows') } : {}),
      sheets: sheets.map((sheet) => describeSheet(sheet, language)),
      rows: shown.map((row) => describeRow(row, language)),
      ...(more ? { next: String(from + shown.length) } : {}),
      passedOver: passedOver.slice(0, mostPassedOverTold).map((line) => describePassedOver(line, language)),
    };
  }
}

async function* inPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
