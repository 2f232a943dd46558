import sax from 'sax';
import { maxDepth, maxMarkupCharacters } from './limits.js';
import { WorkbookFault } from './workbook-fault.js';

/** The name of an element or attribute without its prefix. */
export const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** What is done at the beginning of an element, at a text, at an element's end; names are local. */
export type XmlHandlers = {
  readonly open: (element: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (element: string) => void;
};

/** Characters that go into the parser at once. */
const pieceCharacters = 64 * 1024;

/**
 * Reads XML in pieces; it expands no entities but those of XML itself, and loads nothing. What is neither ended nor told of yet is
 * held in memory: one comment, text or tag that goes on and on is stopped, and so is nesting.
 */
export class XmlParser {
  readonly #sax: sax.SAXParser;
  /** Characters since the parser last came to the end of something. */
  #held = 0;
  #depth = 0;

  constructor(
    private readonly part: string,
    { open, text = () => {}, close = () => {} }: XmlHandlers,
  ) {
    const ended = () => void (this.#held = 0);
    const told = (one: string) => (ended(), text(one));
    this.#sax = Object.assign(sax.parser(true, { position: false }), {
      onopentag: ({ name, attributes }: sax.Tag) => {
        ended();
        if (++this.#depth > maxDepth) throw new WorkbookFault('workbook-beyond-limits', { part, depth: maxDepth });
        open(local(name), attributes);
      },
      ontext: told,
      oncdata: told,
      oncomment: ended,
      onprocessinginstruction: ended,
      ondoctype: ended,
      onclosetag: (name: string) => (ended(), this.#depth--, close(local(name))),
      onerror: (error: Error) => {
        throw new WorkbookFault('workbook-damaged', { part, reason: (error.message.split('\n')[0] ?? '').slice(0, 200) });
      },
    });
  }

  /** @throws WorkbookFault for what is no XML, or goes beyond the limits */
  write(xml: string): this {
    for (let from = 0; from < xml.length; from += pieceCharacters) {
      const piece = xml.slice(from, from + pieceCharacters);
      this.#held += piece.length;
      this.#sax.write(piece);
      if (this.#held > maxMarkupCharacters) throw new WorkbookFault('workbook-beyond-limits', { part: this.part, characters: maxMarkupCharacters });
    }
    return this;
  }

  close(): void {
    this.#sax.close();
  }
}
