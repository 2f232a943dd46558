import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeXlsx } from '#adapters/spreadsheets';
import { idPart } from '#kernel';
import { languageOf, NODE, problem, type Language, type Node } from '#platform';
import { ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '../api-description.js';
import { nothingThere, Refuses, wrongQuery } from '../described-answers.js';
import { importKinds } from './asked-import.js';
import { blankResults, blankYearTotals } from './blank-results.js';
import { blankRegister, blankSheets, type Blank } from './blank-workbook.js';
import { resultsAskedOf } from './results-asked.js';
import { sendWorkbook, xlsxType } from './send-workbook.js';

/** Blank workbooks to be filled in and imported. */
@ApiTags('imports')
@Controller('v1/imports/:kind/blank')
export class BlanksController {
  constructor(@Inject(NODE) private readonly node: Node) {}

  @Get()
  @ApiParam({ name: 'kind', enum: importKinds as unknown as string[], example: 'register' })
  @ApiOperation({ operationId: 'GetBlankWorkbook', summary: 'A blank workbook for this kind of import, with a page that explains each column and lists to choose from.', description: 'Headed in the language of Accept-Language; either is read again.' })
  @ApiQuery({ name: 'campaign', required: false, description: 'Of results, which are filled in by its rules: required of them.' })
  @ApiQuery({ name: 'year', required: false, description: 'Of totals of a year that is over: required of them.' })
  @ApiProduces(xlsxType)
  @ApiResponse({ status: 200, description: 'The workbook (XLSX).', content: { [xlsxType]: { schema: { type: 'string', format: 'binary' } } } })
  @Refuses(wrongQuery, nothingThere)
  async blank(@Param('kind') kind: string, @Query('campaign') campaign: unknown, @Query('year') year: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const language = languageOf(request.headers['accept-language']);
    const blank = kind === 'yearTotals' ? blankYearTotals(yearIn(year), language) : await this.#blank(kind, campaign, language);
    await sendWorkbook(reply, { kind: 'xlsx', title: blank.title, content: writeXlsx(blankSheets(blank, language)) });
  }

  async #blank(kind: string, campaign: unknown, language: Language): Promise<Blank> {
    if (kind === 'register') return blankRegister(language);
    if (kind !== 'results' && kind !== 'backFill') throw problem('not-found');
    if (typeof campaign !== 'string' || !idPart.test(campaign)) throw problem('query-invalid', {}, [{ field: 'campaign', rule: campaign === undefined ? 'required' : 'idPart' }]);
    return blankResults(await resultsAskedOf(this.node, campaign), language, kind);
  }
}

/** @throws Problem `query-invalid` */
function yearIn(year: unknown): number {
  const [least, most] = [1949, 2198];
  const given = typeof year === 'string' && /^\d{4}$/.test(year) ? Number(year) : 0;
  if (given < least || given > most) throw problem('query-invalid', {}, [year === undefined ? { field: 'year', rule: 'required' } : { field: 'year', rule: 'whole', details: { least, most } }]);
  return given;
}
