import { createHash } from 'node:crypto';
import { keptTypes, refuse, type Bytes, type Content, type EvidenceStore, type FileCondition, type ReadFile, type Recognise, type StoredFile } from '#kernel';

/** Evidence in memory. */
export class MemoryEvidenceStore implements EvidenceStore {
  readonly #files = new Map<string, { readonly mediaType: string; readonly content: Buffer }>();

  constructor(private readonly recognise: Recognise) {}

  async put(bytes: Bytes, { maxBytes }: { readonly maxBytes: number }) {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of bytes) {
      pieces.push(piece);
      if ((size += piece.length) > maxBytes) return refuse('evidence-too-large', { maxBytes });
    }
    if (size === 0) return refuse('evidence-empty');
    const content = Buffer.concat(pieces);
    const mediaType = await this.recognise(asContent(content));
    if (!Object.hasOwn(keptTypes, mediaType)) return refuse('evidence-type-not-allowed', { recognised: mediaType, allowed: Object.values(keptTypes) });
    const sha256 = digest(content);
    this.#files.set(sha256, { mediaType, content });
    return { sha256, bytes: size, mediaType };
  }

  async find(sha256: string): Promise<StoredFile | undefined> {
    const found = this.#files.get(sha256);
    return found && { sha256, bytes: found.content.length, mediaType: found.mediaType };
  }

  async verify(sha256: string): Promise<FileCondition> {
    const found = this.#files.get(sha256);
    if (found === undefined) return 'missing';
    return digest(found.content) === sha256 ? 'whole' : 'altered';
  }

  async read(sha256: string): Promise<ReadFile> {
    const [file, condition] = [await this.find(sha256), await this.verify(sha256)];
    return file === undefined || condition !== 'whole' ? { condition: condition === 'altered' ? condition : 'missing' } : { condition, file, bytes: this.#pieces(sha256) };
  }

  /** How many files there are. */
  get size(): number {
    return this.#files.size;
  }

  /** What a bad disk does. */
  alter(sha256: string): void {
    const content = this.#files.get(sha256)?.content;
    content?.writeUInt8(content.readUInt8(0) ^ 1, 0);
  }

  lose(sha256: string): void {
    this.#files.delete(sha256);
  }

  async *#pieces(sha256: string): Bytes {
    const found = this.#files.get(sha256);
    if (found !== undefined) yield found.content;
  }
}

const digest = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

const asContent = (content: Buffer): Content => ({ bytes: content.length, read: async (from, length) => content.subarray(from, from + length) });
