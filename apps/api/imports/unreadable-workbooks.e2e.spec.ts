import { crc32, deflateRawSync } from 'node:zlib';
import { problemOf, ServedApi, type Body } from '../testing/served.js';
import { maxImportBytes } from './imports.controller.js';

const clock = { 'pingjia-clock': '2026-11-27T09:00:00+08:00', 'pingjia-actor': 'office=officer;body=federation-meilan', 'accept-language': 'zh-CN' };
const path = '/v1/imports/register?federation=meilan';
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  expect((await api.post('/v1/federations', { id: 'meilan', name: '美兰区总工会', line: 'territorial', superiors: [] }, clock)).status).toBe(201);
});
afterAll(() => api.close());

const refused = (bytes: Buffer): Promise<Body> => problemOf(api, () => api.postBytes(path, bytes, clock));
const csv = '工会名称,单位性质,上级工会,会员人数\n甲公司工会,非公企业,区直属,10\n乙公司工会,非公企业,区直属,12\n';
const officeNames = 'application/vnd.openxmlformats-officedocument';
const declared = (kind: string, part: string) => ({ '[Content_Types].xml': `<Types><Override PartName="/${part}" ContentType="${officeNames}.${kind}.main+xml"/></Types>` });

describe('a file that cannot be imported is refused, saying why', () => {
  it('above the limit: with the limit', async () => {
    expect(await refused(Buffer.alloc(maxImportBytes + 1, 'a'))).toMatchObject({ status: 413, code: 'import-too-large', details: { maxMegabytes: maxImportBytes / 1_000_000 }, detail: expect.stringContaining('60MB') });
  });

  it('a ZIP that unpacks to gigabytes', async () => {
    const bomb = zipOf({ ...declared('spreadsheetml.sheet', 'xl/workbook.xml'), 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': '<x/>' }, 4_000_000_000);
    expect(await refused(bomb)).toMatchObject({ status: 413, code: 'workbook-too-large-inside', details: { mostMegabytes: 600 } });
  });

  it('a document of Word under the name of a table', async () => {
    expect(await refused(zipOf({ ...declared('wordprocessingml.document', 'word/document.xml'), 'word/document.xml': '<document/>' }))).toMatchObject({ status: 415, code: 'workbook-not-one', details: { kind: 'docx' } });
  });

  const text = '工会名称,单位性质,上级工会,会员人数\n甲公司工会,非公企业,区直属,10\n';
  const compound = (...names: readonly string[]) => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), ...names.map((name) => Buffer.from(name.padEnd(64, '\0'), 'utf16le'))]);
  const gb18030 = Buffer.from('b9a4bbe1c3fbb3c62cb5a5cebbd0d4d6ca0a', 'hex');
  it.each<readonly [what: string, bytes: Buffer, code: string, says: string]>([
    ['a picture that was cut off', Buffer.from('89504e470d0a1a0a', 'hex'), 'workbook-not-one', 'png），请上传 .xlsx 或 .csv'],
    ['the first bytes of one', Buffer.from('89504e47', 'hex'), 'workbook-not-one', 'png），请上传 .xlsx 或 .csv'],
    ['a PDF', Buffer.from('%PDF-1.4\n1 0 obj'), 'workbook-not-one', 'pdf），请上传 .xlsx 或 .csv'],
    ['an archive', Buffer.from('1f8b0800000000000003', 'hex'), 'workbook-not-one', 'gz），请上传 .xlsx 或 .csv'],
    ['noise', Buffer.from([1, 2, 3, 0, 255]), 'workbook-not-one', '该文件不是表格，请上传 .xlsx 或 .csv'],
    ['a web page that a system exports as .xls', Buffer.from('<!-- 导出 -->\n<html><table><tr><td>工会名称</td></tr></table></html>'), 'workbook-other-kind', 'html，只是扩展名像表格。请用 Excel 或 WPS 打开，另存为 .xlsx'],
    ['an old workbook', compound('Root Entry', 'Workbook'), 'workbook-of-old', 'xls 格式，请用 Excel 或 WPS 另存为 .xlsx'],
    ['a workbook with a password', compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage'), 'workbook-encrypted', '设有密码'],
    ['nothing', Buffer.alloc(0), 'workbook-empty', '文件是空的'],
    ['nothing but blanks', Buffer.from('\ufeff \r\n \n'), 'workbook-empty', '文件是空的'],
    ['a CSV with NUL in it', Buffer.from(text.replace('公司', '公\0司')), 'workbook-with-nul', '第59字节'],
    ['a CSV with NUL behind it', Buffer.concat([Buffer.from(text), Buffer.alloc(4_000)]), 'workbook-with-nul', '空字符'],
    ['a CSV that ends in the middle of a character', gb18030.subarray(0, -2), 'workbook-damaged', '文件已损坏或不完整。请重新保存'],
    ['a CSV with a quotation mark that is never closed', Buffer.from(text.replace('甲', '"甲')), 'workbook-quote-open', '第2行起的引号没有成对'],
  ])('%s', async (_, bytes, code, says) => expect(await refused(bytes)).toMatchObject({ code, detail: expect.stringContaining(says) }));

  it('or taken for what it is, where it has a header only', async () => {
    const { status, body } = await api.postBytes(path, text.split('\n')[0] ?? '', clock);
    expect([status, body.counts.rows, body.note]).toEqual([200, 0, '表中只有表头，没有可以导入的行。']);
  });

  it('a table of something else', async () => {
    expect(await refused(Buffer.from('品名,数量\n茶叶,3\n'))).toMatchObject({ status: 422, code: 'table-not-found' });
  });
});

describe('CSV is taken in any encoding that spreadsheets save', () => {
  const utf16 = Buffer.from(`\ufeff${csv}`, 'utf16le');
  it.each([
    ['UTF-8 with its mark', Buffer.from(`\ufeff${csv}`)],
    ['UTF-16', utf16],
    ['UTF-16, the other byte first', Buffer.from(utf16).swap16()],
  ])('%s', async (_, bytes) => {
    const { status, body } = await api.postBytes(path, bytes, clock);
    expect([status, body.counts]).toEqual([200, { rows: 2, added: 2, changed: 0, unchanged: 0, refused: 0, federationsAdded: 0 }]);
  });
});

describe('rows of a dry run', () => {
  it('are told page by page, and of the outcomes that are asked for', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => `第${index}工会,非公企业,区直属,${index % 5 === 0 ? '约10' : '10'}`).join('\n');
    const { body: first } = await api.postBytes(`${path}&outcome=refused,noted&limit=3`, `工会名称,单位性质,上级工会,会员人数\n${rows}\n`, clock);
    expect([first.counts, first.rows.map(({ row }: Body) => row), first.next]).toEqual([{ rows: 25, added: 20, changed: 0, unchanged: 0, refused: 5, federationsAdded: 0 }, [2, 7, 12], '3']);
    const { body: second } = await api.get(`/v1/imports/register/${first.import}?federation=meilan&outcome=refused&limit=3&from=3`, clock);
    expect([second.rows.map(({ row }: Body) => row), second.next]).toEqual([[17, 22], undefined]);
  });
});

/** A ZIP of these files; the last says in the directory that it unpacks to so many bytes. */
function zipOf(files: Readonly<Record<string, string>>, claims?: number): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  const entries = Object.entries(files);
  for (const [index, [name, text]] of entries.entries()) {
    const [packed, bytes] = [deflateRawSync(text), index === entries.length - 1 ? (claims ?? text.length) : text.length];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(text), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 0]), common, tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
