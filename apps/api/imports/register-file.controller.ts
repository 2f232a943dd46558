import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeCsv, writeXlsx } from '#adapters/spreadsheets';
import { idPart } from '#kernel';
import { languageOf, NODE, problem, textFor, type Node } from '#platform';
import { ApiHeader, ApiOperation, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '../api-description.js';
import { cannotServe, Refuses, wrongQuery, type Refused } from '../described-answers.js';
import { JudgesItsQuery } from '../known-queries.js';
import { atPosition, positionHeader } from '../queries/view-position.js';
import { federationsWritten, registerRows } from './export-register.js';
import { sendWorkbook, xlsxType } from './send-workbook.js';

const description = 'Headed in the language of Accept-Language. Imported again, it changes nothing. No cell can run: texts are written as texts.';
const notThere: Refused = [404, 'federation-not-there', 'The federation is not registered.', { federation: 'district' }];
const underQuery = { name: 'under', required: true, example: 'district', description: 'The federation whose unions are written, at whatever level below it.' };

/** The register as a file, written while it is read. */
@ApiTags('register')
@Controller()
export class RegisterFileController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get('v1/unions.xlsx')
  @JudgesItsQuery()
  @ApiOperation({ operationId: 'ExportUnionsXlsx', summary: 'The register below a federation as a workbook.', description })
  @ApiQuery(underQuery)
  @ApiHeader(positionHeader)
  @ApiProduces(xlsxType)
  @ApiResponse({ status: 200, description: 'The workbook (XLSX).', content: { [xlsxType]: { schema: { type: 'string', format: 'binary' } } } })
  @Refuses(wrongQuery, notThere, cannotServe)
  async xlsx(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { title, rows } = await this.#written(query, request, reply);
    await sendWorkbook(reply, { kind: 'xlsx', title, content: writeXlsx([{ name: title, headed: true, rows, widths: [22, 22, 40, 14, 28, 10, 10, 12, 12, 14, 12, 14] }]) });
  }

  @Get('v1/unions.csv')
  @JudgesItsQuery()
  @ApiOperation({ operationId: 'ExportUnionsCsv', summary: 'The register below a federation as CSV, UTF-8 with its mark.', description })
  @ApiQuery(underQuery)
  @ApiHeader(positionHeader)
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'The table (CSV).', content: { 'text/csv': { schema: { type: 'string', format: 'binary' } } } })
  @Refuses(wrongQuery, notThere, cannotServe)
  async csv(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { title, rows } = await this.#written(query, request, reply);
    await sendWorkbook(reply, { kind: 'csv', title, content: writeCsv(rows) });
  }

  async #written(query: Readonly<Record<string, unknown>>, request: FastifyRequest, reply: FastifyReply) {
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
    return { title: textFor(language, 'sheetTitle.registerOf', { name: root.name }), rows: registerRows(this.node, await federationsWritten(this.node, under), language) };
  }
}
