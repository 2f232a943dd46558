import { Digest, IdPart, MediaType, Text, Whole } from '../field.js';

/** A file kept beside the log; the event holds this descriptor. */
export class EvidenceBody {
  @IdPart({ example: 'sheet_1' }) id!: string;
  @Text(200, { example: '测评计票单' }) title!: string;
  @MediaType({ example: 'image/jpeg' }) mediaType!: string;
  @Whole(1, 100_000_000, { example: 482_113 }) bytes!: number;
  @Digest({ example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }) sha256!: string;
}

export const filesOf = () => EvidenceBody;
/** English, for the OpenAPI page: a descriptor that was made up is refused. */
export const evidenceFirst = 'Files put before by POST /v1/evidence, each as it answered.';
/** The most files one step names. */
export const mostFiles = 20;
