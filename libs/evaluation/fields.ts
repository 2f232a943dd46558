import { Type, type Static } from 'typebox';

/** Pieces that the schemas of several steps are made of. Everything has a limit, named with its unit. */
export const closed = { additionalProperties: false } as const;

/** One part of an id, as `centre` or `c1_1`. */
export const id = Type.String({ pattern: '^[a-z0-9][a-z0-9_]{0,31}$' });
/** A person's id or a role such as `women_director`: names of people never stand in an event. */
export const who = Type.String({ pattern: '^[a-z0-9][a-z0-9_]{0,31}$' });
/** A key that texts are looked up by, as `selfInspection`. */
export const word = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' });
/** A body by its stream, as `union-centre` or `federation-bureau`. */
export const bodyId = Type.String({ pattern: '^[a-z]{1,20}-[a-z0-9][a-z0-9_]{0,31}$' });
/** When a fact held: a day, a month or a year. */
export const date = Type.String({ pattern: '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$' });
/** When a body was founded: also a date whose year nobody knows, as `--08`. */
export const foundingDate = Type.String({ pattern: '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|--[0-9]{2}(-[0-9]{2})?)$' });
/** A whole day. */
export const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
export const digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
export const year = Type.Integer({ minimum: 1949, maximum: 2199 });
/** People, ballots or units: the largest union of all has fewer. */
export const count = Type.Integer({ minimum: 0, maximum: 10_000_000 });
/** A place, a title, a number of a document: up to 200 characters. */
export const line = Type.String({ minLength: 1, maxLength: 200 });
/** A reason, a comment, a measure: up to 2,000 characters. */
export const paragraph = Type.String({ minLength: 1, maxLength: 2_000 });
/** A report: up to 20,000 characters, the most that any text of an event may have. */
export const essay = Type.String({ minLength: 1, maxLength: 20_000 });

/** Files kept beside the log; an event holds their descriptors, up to 20. */
export { evidence, evidenceFiles as files, type Evidence } from '#kernel';

/** A rule set by name. */
export const named = Type.Object({ id, version: Type.Integer({ minimum: 1, maximum: 999 }) }, closed);
/** The rule set an evaluation is pinned to: immutable, so the digest never goes stale. */
export const pinned = Type.Object({ id, version: Type.Integer({ minimum: 1, maximum: 999 }), digest }, closed);
export type Pinned = Static<typeof pinned>;
