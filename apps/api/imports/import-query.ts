import { rowOutcomes } from '#intake';
import { fileDigest, idPart, isPartialDate } from '#kernel';
import { problem, type FieldFault } from '#platform';
import { importKinds, type AskedImport, type ImportKind } from './asked-import.js';
import type { RowsWanted } from './planned-rows.js';

/** The most rows of a dry run that one answer tells. */
export const mostRowsTold = 5_000;
const usualRowsTold = 2_000;

export type ImportQuery = { readonly asked: Omit<AskedImport, 'sha256'>; readonly title: string; readonly from: number; readonly limit: number; readonly outcomes: RowsWanted['outcomes']; readonly rows: 'all' | 'good'; /** Digest of the plan that was shown, where whoever applies it says so. */ readonly plan?: string };

type Rule = { readonly fits: (text: string) => boolean; readonly fault: Omit<FieldFault, 'field'> };
const oneOf = (...allowed: readonly string[]): Rule => ({ fits: (text) => allowed.includes(text), fault: { rule: 'oneOf', details: { allowed } } });
const whole = (least: number, most: number): Rule => ({ fits: (text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, fault: { rule: 'whole', details: { least, most } } });
const outcomesTold: readonly string[] = [...rowOutcomes, 'noted'];
const id: Rule = { fits: (text) => idPart.test(text), fault: { rule: 'idPart' } };

const rules: Readonly<Record<string, Rule>> = {
  federation: id,
  campaign: id,
  year: whole(1949, 2198),
  on: { fits: isPartialDate, fault: { rule: 'partialDate' } },
  newSuperiors: oneOf('add'),
  ids: oneOf('keep'),
  title: { fits: (text) => text.length >= 1 && text.length <= 200, fault: { rule: 'text', details: { most: 200 } } },
  from: whole(0, 999_999),
  limit: whole(1, mostRowsTold),
  outcome: { fits: (text) => text.split(',').every((one) => outcomesTold.includes(one)), fault: { rule: 'oneOf', details: { allowed: outcomesTold } } },
  rows: oneOf('all', 'good'),
  plan: { fits: (text) => fileDigest.test(text), fault: { rule: 'digest' } },
};

/** Reads what is asked for. @throws Problem naming each parameter that is unknown, wrong or missing; `not-found` for a kind nobody knows */
export function importQueryOf(kind: string, query: Readonly<Record<string, unknown>>): ImportQuery {
  const needed = kind === 'register' ? ['federation'] : kind === 'yearTotals' ? ['federation', 'year'] : ['federation', 'campaign'];
  const faults: FieldFault[] = needed.filter((name) => query[name] === undefined).map((field) => ({ field, rule: 'required' }));
  for (const [field, value] of Object.entries(query)) {
    const rule = Object.hasOwn(rules, field) ? rules[field] : undefined;
    if (rule === undefined) faults.push({ field, rule: 'unknown', details: { allowed: Object.keys(rules) } });
    else if (typeof value !== 'string') faults.push({ field, rule: 'repeated' });
    else if (!rule.fits(value)) faults.push({ field, ...rule.fault });
  }
  if (faults.length > 0) throw problem('query-invalid', {}, faults);
  if (!(importKinds as readonly string[]).includes(kind)) throw problem('not-found');
  const { federation = '', campaign, year, on, newSuperiors, ids, title = 'import', from = '0', limit = String(usualRowsTold), outcome, rows = 'all', plan } = query as Readonly<Record<string, string | undefined>>;
  return {
    asked: { kind: kind as ImportKind, federation, addFederations: newSuperiors === 'add', ...(ids === 'keep' ? { keepIds: true as const } : {}), ...(campaign === undefined ? {} : { campaign }), ...(year === undefined ? {} : { year: Number(year) }), ...(on === undefined ? {} : { on }) },
    title,
    from: Number(from),
    limit: Number(limit),
    outcomes: (outcome?.split(',') ?? rowOutcomes) as RowsWanted['outcomes'],
    rows: rows as 'all' | 'good',
    ...(plan === undefined ? {} : { plan }),
  };
}

/** The digest a path names. @throws Problem */
export function digestOf(text: string): string {
  if (!fileDigest.test(text)) throw problem('evidence-not-found', { sha256: text.slice(0, 64) });
  return text;
}
