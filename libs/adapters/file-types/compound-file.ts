import type { Content } from '#kernel';

/** Numbers of the compound file format ([MS-CFB] 2.2, 2.3, 2.6). */
const headerBytes = 512;
const entryBytes = 128;
const inHeader = { shift: 30, directory: 48, moreTables: 68, tables: 76, tablesEnd: 512 };
/** Sector numbers from here on are none. */
const none = 0xfffffffa;
/** More sectors than the directory of any document has. */
const mostSectors = 2_000;

/** What a compound file is: a text or table of old Office (also of WPS), with macros or without, or something else, an installer perhaps. */
export async function compoundFileType(content: Content): Promise<string> {
  const names = await namesIn(content);
  const document = names.has('WordDocument') ? 'application/msword' : names.has('Workbook') || names.has('Book') ? 'application/vnd.ms-excel' : undefined;
  if (document === undefined) return 'application/x-cfb';
  const macros = ['VBA', 'Macros', '_VBA_PROJECT', '_VBA_PROJECT_CUR'].some((name) => names.has(name));
  return macros ? `${document}; macros` : document;
}

/** Names of all streams and storages. */
async function namesIn(content: Content): Promise<ReadonlySet<string>> {
  const header = Buffer.from(await content.read(0, headerBytes));
  const names = new Set<string>();
  if (header.length < headerBytes || ![9, 12].includes(header.readUInt16LE(inHeader.shift))) return names;
  const sectors = new Sectors(content, header);
  let sector = header.readUInt32LE(inHeader.directory);
  for (let n = 0; sector < none && n < mostSectors; n++) {
    const entries = await sectors.read(sector);
    for (let at = 0; at + entryBytes <= entries.length; at += entryBytes) {
      const nameBytes = Math.min(entries.readUInt16LE(at + 64), 64);
      if (nameBytes > 2) names.add(entries.toString('utf16le', at, at + nameBytes - 2));
    }
    sector = await sectors.after(sector);
  }
  return names;
}

/** A file's sectors and the chains they form. */
class Sectors {
  readonly #bytes: number;
  readonly #perTable: number;

  constructor(
    private readonly content: Content,
    private readonly header: Buffer,
  ) {
    this.#bytes = 1 << header.readUInt16LE(inHeader.shift);
    this.#perTable = this.#bytes / 4;
  }

  async read(sector: number): Promise<Buffer> {
    return Buffer.from(await this.content.read((sector + 1) * this.#bytes, this.#bytes));
  }

  /** The sector that follows one in its chain; a number that is none at the end, or where the chain is broken. */
  async after(sector: number): Promise<number> {
    const table = await this.#table(Math.floor(sector / this.#perTable));
    return table < none ? numberAt(await this.read(table), sector % this.#perTable) : none;
  }

  /** The sector that holds the n-th part of the allocation table: the first 109 stand in the header, the rest in a chain of lists. */
  async #table(n: number): Promise<number> {
    const inside = (inHeader.tablesEnd - inHeader.tables) / 4;
    if (n < inside) return this.header.readUInt32LE(inHeader.tables + n * 4);
    let list = this.header.readUInt32LE(inHeader.moreTables);
    let left = n - inside;
    for (; list < none && left >= this.#perTable - 1; left -= this.#perTable - 1) list = numberAt(await this.read(list), this.#perTable - 1);
    return list < none ? numberAt(await this.read(list), left) : none;
  }
}

const numberAt = (sector: Buffer, index: number): number => (index * 4 + 4 <= sector.length ? sector.readUInt32LE(index * 4) : none);
