/** The most bytes that all parts of a workbook unpack to. */
export const maxUnpackedBytes = 600_000_000;
/** How many times its packed bytes a part may unpack to, beyond so many bytes: rows of a register, much alike as they are, come to some 20 times. */
export const maxUnpackedRatio = 100;
export const ratioCountsFromBytes = 10_000_000;
/** The most parts (files inside) of a workbook. */
export const maxParts = 2_000;
/** The most characters of all texts that cells share. */
export const maxSharedCharacters = 60_000_000;
/** The most rows that say something, over all sheets. */
export const maxRows = 300_000;
/** The most rows that a sheet names at all, blank ones with them. */
export const maxRowsNamed = 1_100_000;
/** The most bytes of the small parts: list of sheets, styles, relations; and of the list of merged cells. */
export const maxSmallPartBytes = 16_000_000;
/** The most characters of one cell that are read. */
export const maxCellCharacters = 20_000;
/** The most merged cells of a sheet. */
export const maxMerged = 100_000;
/** The most characters of one comment, one text, or one tag with its attributes. A cell of a spreadsheet has at most 32 767. */
export const maxMarkupCharacters = 1_000_000;
/** How deep elements may stand within each other. A cell's text stands 7 deep. */
export const maxDepth = 100;
/** The most cells of a row, those that say nothing with them: as many as a spreadsheet has columns. */
export const maxCellsInRow = 16_384;
/** The most cells of a sheet, those that say nothing with them. */
export const maxCells = 30_000_000;
/** The most texts that cells share, empty ones with them. */
export const maxSharedTexts = 4_000_000;
/** The most elements of a small part. */
export const maxElements = 200_000;
