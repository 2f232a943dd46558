import { Type } from 'typebox';
import { rowOutcomes } from '#intake';
import { importKinds } from './imports/asked-import.js';

const text = Type.String();
const count = Type.Integer({ minimum: 0 });
const sheet = Type.Optional(Type.String({ description: 'Absent for a file of one sheet without a name.' }));
const row = Type.Integer({ minimum: 0, description: 'As the spreadsheet counts, from 1; 0: no row of its own.' });
const details = Type.Record(Type.String(), Type.Unknown());
const fault = Type.Object({ code: text, field: Type.Optional(text), heading: Type.Optional(text), column: Type.Optional(Type.String({ description: 'As the spreadsheet calls it.' })), message: text, details });
const refused = Type.Object({ sheet, row, code: text, message: text, details });

const progress = { state: Type.Enum(['reading', 'planning', 'applying', 'finished', 'failed']), stateText: text, rows: Type.Integer({ minimum: 0, description: 'Of which `done` are done; 0 while the file is read.' }), done: Type.Integer({ minimum: 0, description: 'Of one that a process did not finish: at least.' }), recorded: Type.Optional(count), refusedRows: Type.Optional(count), refused: Type.Array(refused) };

const unfinishedImport = Type.Object({ import: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the file.' }), kind: Type.Enum([...importKinds]), federation: text, campaign: Type.Optional(text), year: Type.Optional(Type.Integer()), on: Type.Optional(text), newSuperiors: Type.Optional(Type.Enum(['add'])), ids: Type.Optional(Type.Enum(['keep'])), begunAt: Type.String({ format: 'date-time' }), ...progress, dismissed: Type.Optional(Type.Object({ office: text, body: text, at: Type.String({ format: 'date-time' }) })) });

/** Answers about imports. */
export const importSchemas = {
  ImportDryRun: Type.Object({
    import: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the file: names the import in later requests.' }),
    plan: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Digest of what all rows would do: named when it is applied, it holds the server to it.' }),
    on: Type.Optional(Type.String({ description: 'When what it says holds.' })),
    counts: Type.Object({ rows: count, added: count, changed: count, unchanged: count, refused: count, federationsAdded: count }),
    note: Type.Optional(Type.String({ description: 'That there is a header only, where there is no row.' })),
    sheets: Type.Array(Type.Object({ sheet: text, found: Type.Enum(['table', 'hidden', 'no-table', 'headed-twice']), headerRow: Type.Optional(row), columns: Type.Optional(Type.Array(Type.Object({ column: text, heading: text, field: Type.Union([text, Type.Null()]), fieldText: text }))), leftOut: Type.Optional(Type.Array(Type.Object({ column: text, heading: text, message: text }), { description: 'Columns headed like counts that were not recognised: their numbers are not imported.' })) })),
    rows: Type.Array(
      Type.Object({
        sheet,
        row,
        outcome: Type.Enum([...rowOutcomes]),
        outcomeText: text,
        what: Type.Enum(['union', 'federation', 'evaluation', 'year']),
        id: Type.Optional(text),
        read: Type.Record(Type.String(), Type.Unknown(), { description: 'What was read, by field; dates perhaps partial.' }),
        changes: Type.Array(Type.Object({ field: text, from: Type.Unknown(), to: Type.Unknown() })),
        faults: Type.Array(fault),
        notes: Type.Array(fault),
      }),
    ),
    next: Type.Optional(Type.String({ description: '`from` of the next page; absent on the last.' })),
    passedOver: Type.Array(Type.Object({ sheet, row, why: text, whyText: text, text })),
  }),
  ImportProgress: Type.Object(progress),
  UnfinishedImport: unfinishedImport,
  UnfinishedImports: Type.Object({ imports: Type.Array(unfinishedImport) }),
} as const;

/** One example each. */
export const importExamples = {
  ImportDryRun: {
    import: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    plan: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    on: '2025-12-20',
    counts: { rows: 2, added: 1, changed: 0, unchanged: 0, refused: 1, federationsAdded: 0 },
    sheets: [{ sheet: 'Sheet1', found: 'table', headerRow: 4, columns: [{ column: 'B', heading: '工会名称', field: 'name', fieldText: '名称' }], leftOut: [{ column: 'F', heading: '在编在册人数', message: 'F列“在编在册人数”没有识别，其中的数字不导入。' }] }],
    rows: [
      { sheet: 'Sheet1', row: 6, outcome: 'added', outcomeText: '新增', what: 'union', id: 'u_3f0c1a9e5b7d2c4f6a8b0c1d', read: { no: '1', name: '金盘国兴第1商圈工会联合会', class: 'jointUnion', classText: '联合基层工会', superior: '海府街道总工会', staff: 271, members: 233, units: 17, foundedOn: '2018-10' }, changes: [], faults: [], notes: [] },
      { sheet: 'Sheet1', row: 70, outcome: 'refused', outcomeText: '不能导入', what: 'union', read: { no: '52', name: '南海滨江第52小学工会委员会' }, changes: [], faults: [{ code: 'number-not-exact', field: 'staff', heading: '职工人数', column: 'E', message: '“约120”不是确数，请填确切的数。', details: { value: '约120' } }], notes: [] },
    ],
    passedOver: [{ sheet: 'Sheet1', row: 14, why: 'subtotal', whyText: '小计、合计行', text: '小计' }],
  },
  ImportProgress: { state: 'applying', stateText: '正在导入', rows: 1023, done: 400, refused: [] },
  UnfinishedImport: { import: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', kind: 'register', federation: 'district', begunAt: '2025-12-20T09:00:00+08:00', state: 'failed', stateText: '导入中断，可再次提出，已记录的行不会重复', rows: 1023, done: 500, refused: [], dismissed: { office: 'officer', body: 'federation-district', at: '2025-12-22T09:00:00+08:00' } },
  UnfinishedImports: {
    imports: [{ import: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', kind: 'register', federation: 'district', newSuperiors: 'add', begunAt: '2025-12-20T09:00:00+08:00', state: 'failed', stateText: '导入中断，可再次提出，已记录的行不会重复', rows: 1023, done: 500, refused: [] }],
  },
} as const;
