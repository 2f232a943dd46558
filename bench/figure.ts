/** One measured figure. `ratio` is against `baseline` in the same run where there is one, else against the target's own unit. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is compared with, in the same unit; `null` for a figure that has a limit of its own. */
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** As in the issue: `≥ 0.5 × raw`, `≤ 50 ms`. */
  readonly target: string;
  readonly met: boolean;
  /** What else the run saw. */
  readonly beside?: { readonly [name: string]: number | string };
};

/** A rate of ours beside a baseline's, measured in turn, round by round. */
export type Rounds = { readonly ours: readonly number[]; readonly baseline: readonly number[] };

/** Rounds before the measured ones, of both alike: what the compiler learns in them is the cost of a start, not of a command. */
export const warmUps = 1;

/** Medians of both, and the median of the rounds' ratios: two neighbours in time met the machine in the same mood. */
export function inTurn(name: string, unit: string, rounds: Rounds, bound: { readonly atLeast: number }, beside?: Figure['beside']): Figure {
  const [ours, baseline] = [rounds.ours.slice(warmUps), rounds.baseline.slice(warmUps)];
  const ratio = median(ours.map((rate, round) => rate / (baseline[round] ?? Number.NaN)));
  return { ...against(name, unit, median(ours), median(baseline), bound, beside), ratio: rounded(ratio), met: ratio >= bound.atLeast };
}

/** A figure that should be at least (rates) or at most (times) so many times its baseline. */
export function against(name: string, unit: string, value: number, baseline: number, bound: { readonly atLeast: number } | { readonly atMost: number }, beside?: Figure['beside']): Figure {
  const ratio = value / baseline;
  const met = 'atLeast' in bound ? ratio >= bound.atLeast : ratio <= bound.atMost;
  const target = 'atLeast' in bound ? `≥ ${bound.atLeast} × baseline` : `≤ ${bound.atMost} × baseline`;
  return { name, value: rounded(value), unit, baseline: rounded(baseline), ratio: rounded(ratio), target, met, ...(beside === undefined ? {} : { beside }) };
}

/** A figure with a limit of its own. */
export function within(name: string, unit: string, value: number, atMost: number, beside?: Figure['beside']): Figure {
  return { name, value: rounded(value), unit, baseline: null, ratio: null, target: `≤ ${atMost} ${unit}`, met: value <= atMost, ...(beside === undefined ? {} : { beside }) };
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** The value below which the given share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** The figures as a Markdown table: what the README shows. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, baseline, ratio, target, met, beside }) => {
    const extra = Object.entries(beside ?? {}).map(([key, said]) => `${key} ${said}`).join(', ');
    return `| \`${name}\` | ${value.toLocaleString('en')} ${unit} | ${baseline === null ? '' : `${baseline.toLocaleString('en')} ${unit}`} | ${ratio ?? ''} | ${target} | ${met ? 'yes' : '**no**'} | ${extra} |`;
  });
  return ['| bench | value | baseline | ratio | target | met | beside |', '|---|---|---|---|---|---|---|', ...rows].join('\n');
}
