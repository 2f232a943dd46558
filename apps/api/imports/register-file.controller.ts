import { applyDecorators, Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeCsv, writeXlsx } from '#adapters/spreadsheets';
import { idPart } from '#kernel';
import { languageOf, NODE, problem, textFor, type Node } from '#platform';
import { ApiHeader, ApiOperation, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '../api-description.js';
import { cannotServe, Refuses, wrongQuery, type Refused } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { atPosition, positionHeader } from '../queries/view-position.js';
import { federationRows, federationsWritten, registerRows } from './export-register.js';
import { sendWorkbook, xlsxType } from './send-workbook.js';

const description = 'Headed in the language of Accept-Language. Imported again, it changes nothing; into another node it is imported with `ids=keep`. No cell can run: texts are written as texts.';
const notThere: Refused = [404, 'federation-not-there', 'The federation is not registered.', { federation: 'district' }];
const underQuery = { name: 'under', required: true, example: 'district', description: 'The federation whose unions are written, at whatever level below it.' };

type Table = 'unions' | 'federations';
const widths = { unions: [22, 22, 40, 14, 28, 10, 10, 12, 12, 14, 12, 14], federations: [22, 22, 40, 10, 14, 14, 14, 28, 28, 12] } as const;
const titles = { unions: 'sheetTitle.registerOf', federations: 'sheetTitle.federationsOf' } as const;

/** What every file of the register says of itself. */
const AsFile = (kind: 'xlsx' | 'csv', operationId: string, summary: string): MethodDecorator => {
  const type = kind === 'xlsx' ? xlsxType : 'text/csv';
  return applyDecorators(
    JudgesItsQuery(),
    ApiOperation({ operationId, summary, description }),
    ApiQuery(underQuery),
    ApiHeader(positionHeader),
    ApiProduces(type),
    ApiResponse({ status: 200, description: `The ${kind === 'xlsx' ? 'workbook (XLSX)' : 'table (CSV)'}.`, content: { [type]: { schema: { type: 'string', format: 'binary' } } } }),
    Refuses(wrongQuery, notThere, cannotServe),
  );
};

/** The register as a file, written while it is read. */
@ApiTags('register')
@Controller()
export class RegisterFileController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get('v1/unions.xlsx')
  @AsFile('xlsx', 'ExportUnionsXlsx', 'The unions below a federation as a workbook.')
  unionsXlsx(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#sendXlsx(query, ['unions'], { request, reply });
  }

  @Get('v1/unions.csv')
  @AsFile('csv', 'ExportUnionsCsv', 'The unions below a federation as CSV, UTF-8 with its mark.')
  unionsCsv(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#sendCsv(query, 'unions', { request, reply });
  }

  @Get('v1/federations.xlsx')
  @AsFile('xlsx', 'ExportFederationsXlsx', 'The federations below one as a workbook: both lines, with those to whom each reports today.')
  federationsXlsx(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#sendXlsx(query, ['federations'], { request, reply });
  }

  @Get('v1/federations.csv')
  @AsFile('csv', 'ExportFederationsCsv', 'The federations below one as CSV, UTF-8 with its mark.')
  federationsCsv(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#sendCsv(query, 'federations', { request, reply });
  }

  @Get('v1/register.xlsx')
  @AsFile('xlsx', 'ExportRegisterXlsx', 'The whole register below a federation as one workbook: a sheet of its federations, and one of its unions.')
  registerXlsx(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#sendXlsx(query, ['federations', 'unions'], { request, reply });
  }

  async #sendXlsx(query: Record<string, unknown>, tables: readonly Table[], { request, reply }: Answering): Promise<void> {
    const { name, language, rows } = await this.#written(query, { request, reply });
    const sheets = tables.map((table) => ({ name: textFor(language, tables.length === 1 ? titles[table] : `sheetTitle.${table}`, { name }), headed: true as const, rows: rows(table), widths: widths[table] }));
    await sendWorkbook(reply, { kind: 'xlsx', title: textFor(language, tables.length === 1 ? titles[tables[0] ?? 'unions'] : 'sheetTitle.wholeRegisterOf', { name }), content: writeXlsx(sheets) });
  }

  async #sendCsv(query: Record<string, unknown>, table: Table, { request, reply }: Answering): Promise<void> {
    const { name, language, rows } = await this.#written(query, { request, reply });
    await sendWorkbook(reply, { kind: 'csv', title: textFor(language, titles[table], { name }), content: writeCsv(rows(table)) });
  }

  async #written(query: Readonly<Record<string, unknown>>, { request, reply }: Answering) {
    const { under, ...unknown } = query;
    const faults = Object.keys(unknown).map((field) => ({ field, rule: 'unknown', details: { allowed: ['under'] } }));
    if (typeof under !== 'string' || !idPart.test(under)) throw problem('query-invalid', {}, [...faults, { field: 'under', rule: under === undefined ? 'required' : 'idPart' }]);
    if (faults.length > 0) throw problem('query-invalid', {}, faults);
    this.node.refuseDamaged();
    const { unions, federations } = this.node.views;
    await atPosition(unions, request, reply);
    await atPosition(federations, request, reply);
    const root = await federations.get(under);
    if (root === undefined) throw problem('federation-not-there', { federation: under });
    const language = languageOf(request.headers['accept-language']);
    const below = await federationsWritten(this.node, under);
    return { name: root.name, language, rows: (table: Table) => (table === 'unions' ? registerRows : federationRows)(this.node, below, language) };
  }
}

type Answering = { readonly request: FastifyRequest; readonly reply: FastifyReply };
