import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeXlsx } from '#adapters/spreadsheets';
import { languageOf, problem, type Language } from '#platform';
import { nothingThere, Refuses, wrongQuery } from '../described-answers.js';
import { importKinds } from './asked-import.js';
import { blankRegister, blankSheets, type Blank } from './blank-workbook.js';
import { sendWorkbook, xlsxType } from './send-workbook.js';

const blanks: Readonly<Record<string, (language: Language) => Blank>> = { register: blankRegister };

/** Blank workbooks to be filled in and imported. */
@ApiTags('imports')
@Controller('v1/imports/:kind/blank')
export class BlanksController {
  @Get()
  @ApiParam({ name: 'kind', enum: importKinds as unknown as string[], example: 'register' })
  @ApiOperation({ operationId: 'GetBlankWorkbook', summary: 'A blank workbook for this kind of import, with a page that explains each column and lists to choose from.', description: 'Headed in the language of Accept-Language; either is read again.' })
  @ApiProduces(xlsxType)
  @ApiResponse({ status: 200, description: 'The workbook (XLSX).', content: { [xlsxType]: { schema: { type: 'string', format: 'binary' } } } })
  @Refuses(wrongQuery, nothingThere)
  async blank(@Param('kind') kind: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const language = languageOf(request.headers['accept-language']);
    const of = Object.hasOwn(blanks, kind) ? blanks[kind] : undefined;
    if (of === undefined) throw problem('not-found');
    const blank = of(language);
    await sendWorkbook(reply, { kind: 'xlsx', title: blank.title, content: writeXlsx(blankSheets(blank, language)) });
  }
}
