/**
 * Names of things in the log. Ids are chosen by the client, so the alphabet is narrow on purpose: an id can stand in a
 * stream name, a file name, a URL and a queue's job id without escaping.
 */
export type StreamName = string;

/** One part of an id: `centre`, `2009`, `1`. */
export const idPart = /^[a-z0-9][a-z0-9_]{0,31}$/;
/** An id: parts joined by dots, as `centre.2009.1`. */
export const idPattern = /^[a-z0-9][a-z0-9_]{0,31}(\.[a-z0-9][a-z0-9_]{0,31}){0,5}$/;
const streamPattern = /^[a-z]{1,20}-[a-z0-9][a-z0-9_]{0,31}(\.[a-z0-9][a-z0-9_]{0,31}){0,5}$/;

export const isId = (text: string): boolean => idPattern.test(text);
export const isStreamName = (text: string): boolean => streamPattern.test(text);

/** The stream of one thing: the first `-` ends the category. @throws RangeError when the id is not one. */
export function streamOf(category: string, id: string): StreamName {
  const stream = `${category}-${id}`;
  if (!isStreamName(stream)) throw new RangeError(`"${stream}" is not a stream name`);
  return stream;
}

/** The id behind the category. */
export const idOf = (stream: StreamName): string => stream.slice(stream.indexOf('-') + 1);
export const categoryOf = (stream: StreamName): string => stream.slice(0, stream.indexOf('-'));
