import { deflateRawSync } from 'node:zlib';
import { keptTypes, type Content } from '#kernel';
import { recogniseFile } from './index.js';

const asContent = (bytes: Buffer): Content => ({ bytes: bytes.length, read: async (from, length) => bytes.subarray(from, from + length) });
const typeOf = (bytes: Buffer | string) => recogniseFile(asContent(Buffer.from(bytes)));
const gb18030 = (hex: string) => Buffer.from(hex, 'hex');

/** A ZIP of texts, each with a local header, packed; the directory at the end. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const [locals, entries]: [Buffer[], Buffer[]] = [[], []];
  let from = 0;
  for (const [name, text] of Object.entries(files)) {
    const [packed, title] = [deflateRawSync(text), Buffer.from(name)];
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(from, 42);
    locals.push(local, title, packed);
    entries.push(entry, title);
    from += local.length + title.length + packed.length;
  }
  const [body, directory, end] = [Buffer.concat(locals), Buffer.concat(entries), Buffer.alloc(22)];
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, directory, end]);
}

const office = (main: string, more: Readonly<Record<string, string>> = {}) =>
  zipOf({ '_rels/.rels': '<Relationships/>', 'word/document.xml': '<w:document/>', ...more, '[Content_Types].xml': `<Types><Override ContentType="application/vnd.${main}"/></Types>` });

/** A compound file whose directory of one sector holds these names; the directory stands in sector 1, its table in sector 0. */
function compoundOf(...names: readonly string[]): Buffer {
  const file = Buffer.alloc(512 * 3, 0xff);
  file.write('d0cf11e0a1b11ae1', 'hex');
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(0, 76);
  const directory = file.subarray(1_024).fill(0);
  names.forEach((name, index) => {
    directory.write(name, index * 128, 'utf16le');
    directory.writeUInt16LE(name.length * 2 + 2, index * 128 + 64);
  });
  return file;
}

const heic = Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from('ftypheic'), Buffer.from('00000000', 'hex'), Buffer.from('mif1heic')]);
const tiff = Buffer.concat([Buffer.from('49492a0008000000', 'hex'), Buffer.alloc(64)]);
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(17), Buffer.from('00000000', 'hex'), Buffer.from('IDAT'), Buffer.alloc(8)]);
const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.alloc(32)]);
const webp = Buffer.concat([Buffer.from('RIFF\x20\0\0\0WEBPVP8 ', 'latin1'), Buffer.alloc(16)]);

describe('what unions send', () => {
  it.each<[ending: string, bytes: Buffer | string]>([
    ['jpg', jpeg],
    ['png', png],
    ['webp', webp],
    ['heic', heic],
    ['tif', tiff],
    ['pdf', '%PDF-1.7\n%äüö\n1 0 obj'],
    ['ofd', zipOf({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Document.xml': '<ofd:Document/>' })],
    ['docx', office('openxmlformats-officedocument.wordprocessingml.document.main+xml')],
    ['xlsx', office('openxmlformats-officedocument.spreadsheetml.sheet.main+xml')],
    ['doc', compoundOf('Root Entry', '1Table', 'WordDocument')],
    ['xls', compoundOf('Root Entry', 'Workbook')],
    ['xls', compoundOf('Root Entry', 'Book')],
    ['txt', '会员评议职工之家\r\n二〇一〇年三月一日'],
    ['txt', '\ufeff有记号的文字'],
    ['txt', gb18030('b9a4bbe1b9a4d7f7')],
    ['txt', 'a'],
    ['txt', `${'字'.repeat(50_000)}。`],
    ['csv', '部门,应到,实到\n办公室,10,9\n"财务, 审计",6,6\n'],
    ['csv', Buffer.concat([gb18030('b9a4bbe1'), Buffer.from(',1\n'), gb18030('b9a4d7f7'), Buffer.from(',2\n')])],
    ['csv', Buffer.from('\ufeff工会,会员\n甲工会,9\n', 'utf16le')],
    ['txt', Buffer.from('\ufeff有记号的文字', 'utf16le').swap16()],
    ['txt', '甲，乙\n丙，丁\n'],
    ['txt', '好, 很好\n一般\n'],
  ])('is %s by its content', async (ending, bytes) => {
    expect(keptTypes[await typeOf(bytes)]).toBe(ending);
  });
});

describe('what nobody should open', () => {
  it.each<[is: string, bytes: Buffer | string]>([
    ['application/x-msdownload', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['application/x-elf', Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(200)])],
    ['text/html', ' <!DOCTYPE html><title>x</title>'],
    ['text/html', '好\n<script>alert(1)</script>'],
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['text/x-script', '#!/bin/sh\nrm -rf /'],
    ['text/x-script', '@ECHO OFF\r\ndel *.*'],
    ['text/x-php', '<?php system($_GET["c"]);'],
    ['application/xml', '<?xml version="1.0"?><a/>'],
    ['application/zip', zipOf({ 'a.txt': 'a' })],
    ['application/zip', Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(100)])],
    ['application/zip', Buffer.concat([office('openxmlformats-officedocument.wordprocessingml.document.main+xml'), Buffer.from('and something behind it')])],
    ['application/vnd.openxmlformats-officedocument.presentationml.presentation', office('openxmlformats-officedocument.presentationml.presentation.main+xml')],
    ['application/vnd.ms-word.document.macroEnabled.12', office('ms-word.document.macroEnabled.main+xml')],
    ['application/vnd.ms-excel.sheet.macroEnabled.12', office('ms-excel.sheet.macroEnabled.main+xml')],
    ['application/vnd.ms-office.macroEnabled', office('openxmlformats-officedocument.wordprocessingml.document.main+xml', { 'word/vbaProject.bin': 'Sub AutoOpen' })],
    ['application/msword; macros', compoundOf('WordDocument', 'Macros', 'VBA')],
    ['application/vnd.ms-excel; macros', compoundOf('Workbook', '_VBA_PROJECT_CUR')],
    ['application/x-cfb', compoundOf('Root Entry', 'EncryptedPackage')],
    ['application/x-cfb', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(40)])],
    ['application/octet-stream', Buffer.from('text with a zero byte\0')],
    ['application/octet-stream', Buffer.concat([Buffer.from('x'.repeat(70_000)), Buffer.from([0xff, 0xff])])],
  ])('is %s, and not kept', async (is, bytes) => {
    const recognised = await typeOf(bytes);
    expect(recognised).toBe(is);
    expect(keptTypes[recognised]).toBeUndefined();
  });

  it('is never an error: any beginning may stand before any rest', async () => {
    for (const whole of [jpeg, png, webp, heic, tiff, office('x'), compoundOf('Workbook'), Buffer.from('RIFF'), Buffer.from('OggS'), Buffer.from('ID3')]) {
      for (let length = 1; length <= Math.min(whole.length, 600); length += 7) expect(await typeOf(whole.subarray(0, length))).toEqual(expect.any(String));
    }
  });
});
