/** The most bytes that all parts of a workbook unpack to. */
export const maxUnpackedBytes = 600_000_000;
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
