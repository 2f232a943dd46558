import type { EventReader, StoredEvent } from '#kernel';

/** What people call things of an evaluation of which events hold ids. */
export type SpokenNames = {
  /** Items of rectification: by the problem, where somebody wrote it; else by the criterion of the standard. */
  readonly items: ReadonlyMap<string, { readonly problem?: string; readonly criterion?: string }>;
  /** Boxes, as `1/main` for round and box: by where they stood. */
  readonly boxes: ReadonlyMap<string, string>;
  /** Objections, by what they say. */
  readonly objections: ReadonlyMap<string, string>;
  /** Unions and federations by their stream, as `federation-bureau`. */
  readonly bodies: ReadonlyMap<string, string>;
  /** The evaluation's own union, as `union-centre`. */
  readonly own?: string;
};
export const noNames: SpokenNames = { items: new Map(), boxes: new Map(), objections: new Map(), bodies: new Map() };

type Data = {
  readonly union?: string;
  readonly unionName?: string;
  readonly item?: string;
  readonly problem?: string;
  readonly criterion?: string;
  readonly round?: number;
  readonly box?: string;
  readonly venue?: string;
  readonly announced?: readonly { readonly box: string; readonly venue?: string }[];
  readonly objection?: string;
  readonly summary?: string;
  readonly federation?: string;
  readonly superior?: string;
};
type Told = Pick<StoredEvent, 'type' | 'data'> & { readonly metadata: { readonly by: { readonly bodyId: string } } };

/** From an evaluation's whole history; federations are called as they are registered. */
export async function spokenNames(log: EventReader, events: readonly Told[]): Promise<SpokenNames> {
  const names = namesIn(events);
  const federations = new Set(events.flatMap(federationsOf));
  const registered = await Promise.all([...federations].map(async (body) => [body, ((await log.read(body, 0, 1))[0]?.data as { readonly name?: string } | undefined)?.name] as const));
  return { ...names, bodies: new Map([...names.bodies, ...registered.flatMap(([body, name]) => (name === undefined ? [] : [[body, name] as const]))]) };
}

/** Streams of the federations that an event names: whose officer recorded it, who recommends, to whom the union reports. */
function federationsOf({ data, metadata }: Told): readonly string[] {
  const { federation, superior } = data as Data;
  return [metadata.by.bodyId, ...[federation, superior].flatMap((id) => (id === undefined ? [] : [`federation-${id}`]))].filter((body) => body.startsWith('federation-'));
}

/** What the history itself says. */
export function namesIn(events: readonly Pick<StoredEvent, 'type' | 'data'>[]): SpokenNames {
  const [items, boxes, objections, bodies] = [new Map<string, { problem?: string; criterion?: string }>(), new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  let own: string | undefined;
  for (const { type, data } of events) {
    const { union, unionName, item, problem, criterion, round, box, venue, announced = [], objection, summary } = data as Data;
    if (type === 'EvaluationOpened' && union !== undefined) own = `union-${union}`;
    if (type === 'EvaluationOpened' && own !== undefined && unionName !== undefined) bodies.set(own, unionName);
    if (type === 'ItemOpened' && item !== undefined) items.set(item, { ...(problem === undefined ? {} : { problem }), ...(criterion === undefined ? {} : { criterion }) });
    for (const one of [...announced, ...(box === undefined ? [] : [{ box, ...(venue === undefined ? {} : { venue }) }])]) if (one.venue !== undefined) boxes.set(`${round}/${one.box}`, one.venue);
    if (type === 'ObjectionRaised' && objection !== undefined && summary !== undefined) objections.set(objection, summary);
  }
  return { items, boxes, objections, bodies, ...(own === undefined ? {} : { own }) };
}
