import { createHash } from 'node:crypto';
import type { Bytes, EvidenceStore, Recognise, StoredFile } from '../vocabulary/evidence.port.js';

/** Knows PDF by its first bytes, and calls everything else text unless it holds a zero byte. */
export const littleRecogniser: Recognise = async ({ read }) => {
  const head = Buffer.from(await read(0, 1_024));
  if (head.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  return head.includes(0) ? 'application/x-msdownload' : 'text/plain';
};

/** A content of so many bytes that is recognised as PDF, in pieces; the seed makes it another one. */
export function aFile(bytes = 100_000, seed = 'a'): { readonly content: Buffer; readonly sha256: string; readonly pieces: () => Bytes } {
  const content = Buffer.alloc(bytes, seed);
  content.write('%PDF-1.4\n');
  return { content, sha256: createHash('sha256').update(content).digest('hex'), pieces: () => inPieces(content) };
}

async function* inPieces(content: Buffer, piece = 16_384): Bytes {
  for (let from = 0; from < content.length; from += piece) yield content.subarray(from, from + piece);
}

async function whole(bytes: Bytes): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** A store with the means to harm it behind its back; `left` counts whatever lies in it, remains of uploads included. */
export type EvidenceStoreUnderTest = {
  readonly store: EvidenceStore;
  readonly alter: (sha256: string) => Promise<void>;
  readonly lose: (sha256: string) => Promise<void>;
  readonly left: () => Promise<number>;
  readonly close: () => Promise<void>;
};

const limits = { maxBytes: 200_000 };

/** What every store of evidence promises. `open` gives a fresh, empty one that recognises with {@link littleRecogniser}. */
export function evidenceStoreContract(name: string, open: () => Promise<EvidenceStoreUnderTest>): void {
  describe(`evidence store contract: ${name}`, () => {
    let under: EvidenceStoreUnderTest;
    beforeEach(async () => void (under = await open()));
    afterEach(() => under.close());

    const put = async (file = aFile()): Promise<StoredFile> => {
      const kept = await under.store.put(file.pieces(), limits);
      if ('refused' in kept) throw new Error(`refused: ${kept.refused}`);
      return kept;
    };

    it('names a file by its content, with its size and true type, and gives back the same bytes', async () => {
      const file = aFile();
      const descriptor = { sha256: file.sha256, bytes: file.content.length, mediaType: 'application/pdf' };
      expect(await put(file)).toEqual(descriptor);
      expect(await under.store.find(file.sha256)).toEqual(descriptor);
      expect(await under.store.verify(file.sha256)).toBe('whole');
      const read = await under.store.read(file.sha256);
      expect(read).toMatchObject({ condition: 'whole', file: descriptor });
      if (read.condition === 'whole') expect((await whole(read.bytes)).equals(file.content)).toBe(true);
    });

    it('keeps the same content once, also when many put it at a time', async () => {
      const all = await Promise.all(Array.from({ length: 8 }, () => put()));
      expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(1);
      expect(await under.left()).toBe(1);
      await put(aFile(1_000, 'b'));
      expect(await under.left()).toBe(2);
    });

    it('refuses what is empty, too large or of a type that is not kept, and keeps nothing of it', async () => {
      expect(await under.store.put(inPieces(Buffer.alloc(0)), limits)).toMatchObject({ refused: 'evidence-empty' });
      expect(await under.store.put(aFile(limits.maxBytes + 1).pieces(), limits)).toMatchObject({ refused: 'evidence-too-large', details: limits });
      expect(await under.store.put(inPieces(Buffer.from('MZ\0\0')), limits)).toMatchObject({ refused: 'evidence-type-not-allowed', details: { recognised: 'application/x-msdownload', allowed: expect.arrayContaining(['pdf', 'jpg']) } });
      expect(await under.left()).toBe(0);
      expect(await put(aFile(limits.maxBytes))).toMatchObject({ bytes: limits.maxBytes });
    });

    it('reads no further than the limit', async () => {
      let given = 0;
      const endless = (async function* () {
        for (;;) {
          given += 1_000;
          yield Buffer.alloc(1_000, 'x');
        }
      })();
      expect(await under.store.put(endless, limits)).toMatchObject({ refused: 'evidence-too-large' });
      expect(given).toBeLessThanOrEqual(limits.maxBytes + 1_000);
    });

    it('keeps nothing of an upload that breaks off, and says why it broke', async () => {
      const broken = (async function* () {
        yield Buffer.from('%PDF-1.4 half');
        throw new Error('the line went dead');
      })();
      await expect(under.store.put(broken, limits)).rejects.toThrow('the line went dead');
      expect(await under.left()).toBe(0);
    });

    it.each(['', 'x', '../../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(64)}.pdf`, 'ab'.repeat(32)])('knows nothing by the name %j', async (name) => {
      await put();
      expect(await under.store.find(name)).toBeUndefined();
      expect(await under.store.verify(name)).toBe('missing');
      expect(await under.store.read(name)).toEqual({ condition: 'missing' });
    });

    it('notices a file that is gone and one that was altered, gives no byte of it, and is mended by putting it again', async () => {
      const [one, other] = [aFile(50_000, 'a'), aFile(50_000, 'b')];
      await put(one);
      await put(other);
      await under.alter(one.sha256);
      await under.lose(other.sha256);
      expect(await under.store.verify(one.sha256)).toBe('altered');
      expect(await under.store.read(one.sha256)).toEqual({ condition: 'altered' });
      expect(await under.store.verify(other.sha256)).toBe('missing');
      expect(await under.store.find(other.sha256)).toBeUndefined();
      for (const file of [one, other]) {
        await put(file);
        expect(await under.store.verify(file.sha256)).toBe('whole');
      }
    });
  });
}
