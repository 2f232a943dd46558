import { sheetPoints } from './ballot-kind.js';
import { shareFault, type Checked, type Contradiction } from './contradiction.js';
import { compareShares, type Over } from './fields.js';

/** The ballot, its endorsement, the questionnaire beside it, and who must have taken part. */
export const ballotFaults = (ruleSet: Checked): readonly Contradiction[] => [
  ...entryFaults(ruleSet),
  ...bandFaults(ruleSet),
  ...formulaFaults(ruleSet.endorsement, '/endorsement', ruleSet),
  ...rateFaults(ruleSet),
  ...questionnaireFaults(ruleSet),
  ...participationFaults(ruleSet),
];

const entryFaults = ({ ballot }: Checked): readonly Contradiction[] =>
  (['subjects', 'grades'] as const).flatMap((list) =>
    ballot[list].flatMap((entry, index): Contradiction[] => (ballot[list].indexOf(entry) < index ? [{ code: 'ballot-entry-twice', path: `/ballot/${list}/${index}`, details: { entry } }] : [])),
  );

/** Score sheets have bands: one a grade, from 0 to 100 without a gap. */
function bandFaults({ ballot: { kind = 'grades', grades, bands } }: Checked): readonly Contradiction[] {
  if (bands === undefined) return kind === 'scores' ? [{ code: 'bands-missing', path: '/ballot', details: { kind } }] : [];
  if (kind !== 'scores') return [{ code: 'bands-not-asked', path: '/ballot/bands', details: { kind } }];
  const strange = bands.flatMap(({ grade }, index): Contradiction[] => (grades.includes(grade) ? [] : [{ code: 'band-grade-unknown', path: `/ballot/bands/${index}/grade`, details: { grade, grades } }]));
  const without = grades.filter((grade) => bands.filter((band) => band.grade === grade).length !== 1);
  const inOrder = bands.toSorted((a, b) => a.from - b.from);
  const edges = [{ to: -1 }, ...inOrder].map(({ to }, index) => ({ expected: to + 1, from: inOrder[index]?.from ?? sheetPoints + 1 }));
  const gap = edges.find(({ expected, from }) => expected !== from);
  return [
    ...strange,
    ...(without.length === 0 || strange.length > 0 ? [] : [{ code: 'band-grade-unknown', path: '/ballot/bands', details: { grade: without, grades } } as const]),
    ...(gap === undefined && inOrder.every(({ from, to }) => from <= to) ? [] : [{ code: 'bands-not-contiguous', path: '/ballot/bands', details: { expected: gap?.expected ?? 0, from: gap?.from ?? 0, most: sheetPoints } } as const]),
  ];
}

/** Grades are written from the best to the worst: what is added up are the best of them, without a gap, and never all. */
function upperFaults(upper: readonly string[], path: string, grades: readonly string[]): readonly Contradiction[] {
  const strange = upper.flatMap((grade, index): Contradiction[] => (grades.includes(grade) ? [] : [{ code: 'upper-not-a-grade', path: `${path}/${index}`, details: { grade, grades } }]));
  if (strange.length > 0) return strange;
  const best = grades.slice(0, new Set(upper).size);
  return best.length < grades.length && best.every((grade) => upper.includes(grade)) ? [] : [{ code: 'upper-not-the-best', path, details: { upper, grades } }];
}

type Formula = { readonly subject?: string | undefined; readonly upper?: readonly string[] | undefined; readonly over?: Readonly<Over> | undefined };

/** Grades that rates add up stand on the ballot. */
const rateFaults = ({ ballot: { grades }, rates = { satisfaction: [], combined: [] } }: Checked): readonly Contradiction[] =>
  Object.entries(rates).flatMap(([rate, added]) => upperFaults(added, `/rates/${rate}`, grades));

/** Subject and grades of a formula stand on the ballot; nobody is present at a questionnaire. Also asked of titles. */
export function formulaFaults({ subject, upper = [], over }: Formula, path: string, { ballot: { subjects, grades } }: Pick<Checked, 'ballot'>): readonly Contradiction[] {
  return [
    ...(subject === undefined || subjects.includes(subject) ? [] : [{ code: 'subject-not-on-ballot', path: `${path}/subject`, details: { subject, subjects } } as const]),
    ...upperFaults(upper, `${path}/upper`, grades),
    ...(over?.questionnaire === 'present' ? [{ code: 'denominator-absent', path: `${path}/over/questionnaire`, details: { of: 'present', body: 'questionnaire' } } as const] : []),
  ];
}

function questionnaireFaults({ ballot, questionnaire }: Checked): readonly Contradiction[] {
  if (questionnaire === undefined) return [];
  const { subject, grades, upper, over, atLeast, sample } = questionnaire;
  // Answers of its own come with a subject of its own: it need not stand on the ballot.
  const asked = grades === undefined ? ballot : { subjects: subject === undefined ? ballot.subjects : [subject], grades };
  return [
    ...formulaFaults({ subject, upper }, '/questionnaire', { ballot: asked }),
    ...(over === 'present' ? [{ code: 'denominator-absent', path: '/questionnaire/over', details: { of: over, body: 'questionnaire' } } as const] : []),
    ...shareFault(atLeast, '/questionnaire/atLeast'),
    ...(sample.atLeast === undefined ? [] : shareFault(sample.atLeast, '/questionnaire/sample/atLeast')),
  ];
}

function participationFaults({ participation, bodies }: Checked): readonly Contradiction[] {
  if (participation === undefined) return [];
  const { atLeast, frontLine, withConsentAtLeast, count } = participation;
  const shares = Object.entries({ atLeast, frontLine, withConsentAtLeast }).filter(([, share]) => share !== undefined) as [string, string][];
  return [
    ...shares.flatMap(([name, share]) => shareFault(share, `/participation/${name}`)),
    // Nobody is present at a questionnaire: too few would always have taken part.
    ...(count === 'present' && bodies.includes('questionnaire') ? [{ code: 'denominator-absent', path: '/participation/count', details: { of: count, body: 'questionnaire' } } as const] : []),
    ...(withConsentAtLeast !== undefined && compareShares(withConsentAtLeast, atLeast) >= 0 ? [{ code: 'consent-not-lower', path: '/participation/withConsentAtLeast', details: { withConsentAtLeast, atLeast } } as const] : []),
  ];
}
