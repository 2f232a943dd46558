import { explanation } from './explanation.js';
import type { RuleSet } from './rule-set.js';
import type { Sentence, Told } from './sentence.js';
import { aCriterion, aRuleSet } from './testing/index.js';

/** Its sentences without headings, one line each: `key name=value …`. */
const told = (changed: Partial<RuleSet> = {}) => explanation({ ...aRuleSet, ...changed }).map(lineOf);
const lineOf = ({ key, depth, told: values }: Sentence) => [`${'-'.repeat(depth)}${key}`, ...Object.entries(values).map(([name, value]) => `${name}=${shown(value)}`)].join(' ');
const shown = (value: Told): string => (typeof value === 'object' ? Object.values(value).map((part) => (typeof part === 'object' && 'zh' in part ? part.en : String(part))).join('|') : String(value));
const [qualified] = aRuleSet.titles as [RuleSet['titles'][number]];
const titled = (changed: Partial<typeof qualified>) => told({ titles: [{ ...qualified, ...changed }] });
const standardOf = (...criteria: ReturnType<typeof aCriterion>[]) => ({ standard: { items: [{ id: '1', title: { zh: '一', en: 'one' }, criteria }] } });

describe('the explanation of a rule set', () => {
  it('tells the year in its order', () => {
    expect(explanation(aRuleSet).filter(({ depth }) => depth === 0).map(({ key }) => key)).toEqual(['ruleSetNamed', 'timeHeading', 'stepsHeading', 'bodiesHeading', 'ballotHeading', 'titlesHeading', 'dueHeading', 'remindersHeading', 'otherHeading', 'standardHeading']);
  });

  it('tells what there is of a small one, with its numbers', () => {
    expect(told()).toEqual(
      expect.arrayContaining([
        'ruleSetNamed id=district version=1',
        '-issuedBy issuer=meilan documentNumber=none',
        '-inForceFrom from=2025-01-01',
        '-everyYear',
        '-factsCount from=Y-01-01 cutOff=Y+1-04-30',
        '-stepsRequired steps=plan,selfInspection,assemblyReview,vote,report',
        '-heldWhen-resultPublished',
        '-planApproval-recorded',
        '-planFiling-returnable',
        '-quorum-stop body=congress count=present of=entitled share=2/3',
        '-quorum-warn body=questionnaire count=returned of=issued share=2/3',
        '-ballotKind-grades subjects=unionWork,home grades=satisfied,basicallySatisfied,dissatisfied',
        '-countEntry-signedSheet',
        '-brokenSeal-annulBox',
        '-endorsementIs subject=home upper=satisfied,basicallySatisfied|true assembly=present questionnaire=issued',
        '-titleFirst title=qualified share=80/100 score=80',
        '-titleAfter title=advanced share=85/100 score=85 after=qualified',
        '-zeroBlocks-obligatory',
        '-noticeBeforeGrant days=5',
        '-dueOne what=assemblyReview due=Y-12-15',
        '-dueOne what=item due=item + 40d',
        '-remindedBefore days=20 / 15 / 10 / 5 / 4 / 3 / 2 / 1',
        '-remindedDaily',
        '-circularGives papers=5 makeUp=15',
        '-escalatedAfter party=3 superior=5 issuer=10 circular=20',
        '-honoursOpen',
        '-smallGroupsHidden below=5',
        '-statisticsBy groups=groupBy-class',
        'standardHeading items=2 criteria=3 total=100',
        '-itemIs id=1 title=first points=80',
        '--criterionObligatory id=1.1 text=criterion 1.1 points=40 scoring=scoring-points basis=basis-ledger',
        '--notAskedInFirstYear',
      ]),
    );
    expect(told().join('\n')).not.toMatch(/noVote|questionnaire(Required|Heading)|goalIs|stepsAbsent|derivedFrom|bonusBeyond|titleOff|onlyForClasses/);
  });

  const asked: NonNullable<RuleSet['questionnaire']> = { required: true, sample: { atLeast: '3/10', minimum: 20, perGroup: 10 }, upper: ['satisfied'], over: 'issued', atLeast: '4/5' };
  const over = { assembly: 'entitled', questionnaire: 'issued' } as const;

  it.each<readonly [string, string[], () => readonly string[]]>([
    ['its document, end, origin and goal', ['-issuedByAs issuer=meilan documentNumber=3', '-inForceFromUntil from=2025-01-01 until=2025-12-31', '-derivedFromOther id=city version=2', '-goalIs text=g'], () => told({ documentNumber: '3', inForce: { from: '2025-01-01', until: '2025-12-31' }, derivedFrom: { id: 'city', version: 2 }, goal: { zh: 'g', en: 'g' } })],
    ['a cycle', ['-everyYears years=2 anchor=2025', '-orWhenApplying'], () => told({ cycle: { years: 2, anchor: 2025, orWhenApplying: true } })],
    ['steps that are absent', ['-stepsAbsent steps=progress,assemblyReview,vote,application,acceptance,rectification', '-noVote'], () => told({ steps: { required: ['plan', 'selfInspection', 'report'], recorded: [] } })],
    ['plans that are only filed', ['-planFiling-fileOnly'], () => told({ planFiling: 'fileOnly' })],
    ['participation', ['-participation-stop count=returned of=members share=3/10', '--frontLineAtLeast share=3/5', '--withConsentAtLeast share=1/5'], () => told({ participation: { atLeast: '3/10', of: 'members', frontLine: '3/5', withConsentAtLeast: '1/5', else: 'stop' } })],
    ['score sheets', ['-ballotKind-scores subjects=home grades=satisfied,dissatisfied', '--bandIs grade=satisfied from=60 to=100'], () => told({ ballot: { kind: 'scores', subjects: ['home'], grades: ['satisfied', 'dissatisfied'], bands: [{ grade: 'satisfied', from: 60, to: 100 }, { grade: 'dissatisfied', from: 0, to: 59 }] } })],
    ['a questionnaire', ['-questionnaireRequired subject=home grades=satisfied,basicallySatisfied,dissatisfied', '--sampleShare share=3/10 of=members', '--sampleMinimum minimum=20', '--samplePerGroup perGroup=10', '--questionnairePasses upper=satisfied|true over=issued share=4/5'], () => told({ questionnaire: asked })],
    ['a questionnaire of its own words, not owed', ['-questionnaireRecorded subject=meets grades=agree,disagree'], () => told({ questionnaire: { ...asked, required: false, subject: 'meets', grades: ['agree', 'disagree'] } })],
    ['that there are no titles', ['-noTitles'], () => told({ titles: [] })],
    ['a title switched off, with levels', ['--titleOff', '--titleLevel level=nation', '--titleAcceptedBy level=nation'], () => titled({ off: true, level: 'nation', acceptedBy: 'nation' })],
    ['a title with its own endorsement', ['--titleEndorsement subject=home upper=satisfied,basicallySatisfied|true assembly=entitled questionnaire=issued'], () => titled({ over })],
    ['quotas', ['--recommendedBy level=unit atMost=0 oneIn=0', '--recommendedByAtMost level=town atMost=3 oneIn=0', '--recommendedByOneIn level=city atMost=0 oneIn=9', '--recommendedByAtMostOneIn level=province atMost=3 oneIn=9'], () => titled({ recommendedBy: [{ level: 'unit' }, { level: 'town', quota: { atMost: 3 } }, { level: 'city', quota: { oneIn: 9 } }, { level: 'province', quota: { atMost: 3, oneIn: 9 } }] })],
    [
      'every requirement',
      ['--requires-membershipRate share=9/10', '--requires-satisfaction subject=home upper=satisfied|true assembly=entitled questionnaire=issued share=9/10', '--requires-heldFor title=model years=3', '--requires-applicationVote share=1/2 of=present', '--requires-partyOpinion', '--requires-departmentOpinions from=taxOffice', '--requires-noticeInUnit days=5', '--requires-noZero', '--requires-itemAtLeast item=1 share=3/5', '--requires-selfScore score=80'],
      () => titled({ requires: { membershipRate: { atLeast: '9/10' }, satisfaction: [{ subject: 'home', upper: ['satisfied'], over, atLeast: '9/10' }], heldFor: { title: 'model', years: 3 }, applicationVote: { atLeast: '1/2', of: 'present' }, partyOpinion: true, departmentOpinions: { from: ['taxOffice'] }, noticeInUnit: { days: 5 }, noZero: true, itemAtLeast: [{ item: '1', share: '3/5' }], selfScore: { atLeast: 80 } } }),
    ],
    ['reminders of its own', ['-remindedNotBefore', '-remindedEvery days=5', '-circularGives papers=3 makeUp=20', '-escalatedAfter party=3 superior=5 issuer=10 circular=30'], () => told({ reminders: { before: [], everyDays: 5, escalateAfter: { circular: 30 } }, circular: { papers: 3, makeUp: 20 } })],
    ['zeros, honours, small groups, reasons, sizes', ['-zeroBlocks-any', '-honoursVeto', '-smallGroupsShown', '-exemptionReasons reasons=merging', '--statisticsSizes sizes=25 / 100'], () => told({ zeroBlocks: 'any', honours: { vetoWhereNotHeld: true }, smallGroupBelow: 0, exemptions: { reasons: ['merging'] }, statistics: { groupBy: ['size'], sizeBands: [25, 100] } })],
    ['a deduction and a bonus without a cap', ['--deduct-below-started off=1 each=5 unit=unit-percent from=90 at=from-percent', '--criterionIs id=1.2 text=criterion 1.2 points=5 scoring=scoring-uncapped basis=basis-ledger', '--onlyForClasses classes=stateFirm', '-itemIs id=1 title=one points=100', '-bonusBeyond'], () => told({ standard: { ...standardOf(aCriterion('1.1', { points: 100, scoring: 'deductPerStep', deduct: { points: 1, each: 5, unit: 'percent', from: 90, steps: 'started', direction: 'below' } }), aCriterion('1.2', { points: 5, scoring: 'bonus', uncapped: true, classes: ['stateFirm'] })).standard, bonusBeyond: true } })],
    ['alternative standards', ['alternativeHeading id=short items=2 criteria=3 total=100', '-alternativeForClasses classes=jointUnion membersBelow=0', '-alternativeForMembersBelow classes= membersBelow=25', '-alternativeForClassesMembersBelow classes=stateFirm membersBelow=9'], () => told({ standards: [{ id: 'short', for: [{ classes: ['jointUnion'] }, { membersBelow: 25 }, { classes: ['stateFirm'], membersBelow: 9 }], standard: aRuleSet.standard }] })],
  ])('tells %s', (_, sentences, tell) => expect(tell()).toEqual(expect.arrayContaining(sentences)));
});
