/** Whom a sample is drawn from, by which seed, and how many. */
export type Draw = { readonly seed: string; readonly size: number; readonly from: readonly string[] };

/** What was drawn: the ids in the order of the draw, and the list they were drawn from by its size and digest. */
export type Drawn = { readonly drawn: readonly string[]; readonly drawnFrom: { readonly count: number; readonly digest: string } };

/**
 * Draws a sample so that anybody can draw it again: each id is put behind the seed and a line feed, ids are ordered by the
 * SHA-256 of that text (hexadecimal, UTF-8), and the first `size` are drawn. The order of the list does not matter; its
 * digest is the SHA-256 of the ids in ascending order, joined by line feeds. With a command line alone:
 * `while read id; do printf '%s\n%s' "$SEED" "$id" | sha256sum | sed "s/-/$id/"; done < ids | sort | head -n SIZE`.
 */
export function drawSample({ seed, size, from }: Draw, sha256: (text: string) => string): Drawn {
  const drawn = from
    .map((id) => ({ id, rank: sha256(`${seed}\n${id}`) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);
  return { drawn, drawnFrom: { count: from.length, digest: sha256(from.toSorted().join('\n')) } };
}

/** The need for the fact `draw`, in which a draw is named by all that it depends on. */
export const drawNamed = (draw: Draw): string => JSON.stringify([draw.seed, draw.size, draw.from]);

/** The draw behind {@link drawNamed}. */
export function drawOf(name: string): Draw {
  const [seed, size, from] = JSON.parse(name) as [string, number, readonly string[]];
  return { seed, size, from };
}
