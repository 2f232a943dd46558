import type { Content } from '#kernel';
import { zipDirectory, zippedText } from './zip-directory.js';

/** What Office calls the main part of a document (ECMA-376, part 1, 15.2), and what the whole is then called. */
const mainParts: readonly (readonly [part: string, mediaType: string])[] = [
  ['wordprocessingml.document.main+xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['spreadsheetml.sheet.main+xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['presentationml.presentation.main+xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];
const withMacros: readonly (readonly [part: string, mediaType: string])[] = [
  ['ms-word.', 'application/vnd.ms-word.document.macroEnabled.12'],
  ['ms-excel.', 'application/vnd.ms-excel.sheet.macroEnabled.12'],
  ['ms-powerpoint.', 'application/vnd.ms-powerpoint.presentation.macroEnabled.12'],
];

/** What a ZIP is: a document of Office, with macros or without, an OFD (GB/T 33190), or an archive of whatever. */
export async function archiveType(content: Content): Promise<string> {
  const directory = await zipDirectory(content);
  const types = directory?.find(({ name }) => name === '[Content_Types].xml');
  if (directory === undefined) return 'application/zip';
  if (types === undefined) return directory.some(({ name }) => name === 'OFD.xml') ? 'application/ofd' : 'application/zip';
  const declared = await zippedText(content, types);
  const macros = /macroEnabled|vbaProject/i.test(declared) || directory.some(({ name }) => /(^|\/)vba(Project|Data)/i.test(name));
  if (macros) return withMacros.find(([part]) => declared.includes(part))?.[1] ?? 'application/vnd.ms-office.macroEnabled';
  return mainParts.find(([part]) => declared.includes(part))?.[1] ?? 'application/zip';
}
