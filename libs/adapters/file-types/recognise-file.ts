import { fileTypeFromBuffer } from 'file-type';
import type { Recognise } from '#kernel';
import { archiveType } from './archive.js';
import { compoundFileType } from './compound-file.js';
import { textType, unknown, wideEncoding } from './plain-text.js';

/** As much as the library asks to be shown. */
const headBytes = 4_100;
const zip = Buffer.from('PK\x03\x04', 'latin1');
const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Names that the library has for what we keep under one. */
const sameAs: Readonly<Record<string, string>> = { 'image/heif': 'image/heic' };

/**
 * The type of a file by its content; name and header are not asked. Signatures are known by `file-type`; into containers
 * (OOXML and OFD are ZIP, doc and xls are compound files) and into text, which has no signature, we look ourselves.
 */
export const recogniseFile: Recognise = async (content) => {
  const head = Buffer.from(await content.read(0, headBytes));
  if (head.indexOf(zip) === 0) return archiveType(content);
  if (head.indexOf(compoundFile) === 0) return compoundFileType(content);
  // The library takes the mark of UTF-16 for sound; what reads as text from end to end is none.
  const wide = wideEncoding(head) === undefined ? unknown : await textType(content);
  if (wide !== unknown) return wide;
  // The library throws where a head that looks like something ends too soon.
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  return known === undefined ? textType(content) : (sameAs[known.mime] ?? known.mime);
};
