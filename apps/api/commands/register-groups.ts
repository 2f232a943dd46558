import { codeDecider, federationDecider, hierarchyDecider, hierarchyId, personDecider, unionDecider } from '#register';
import { RecordHonourBody, RegisterFederationBody, RegisterPersonBody, RegisterUnionBody, WithdrawHonourBody } from './bodies/register.body.js';
import { ChangePersonContactBody, ClaimCodeBody, EndBody, MergeUnionBody, MoveFederationBody, MoveUnionBody, RecordCodeBody, RecordHeadcountBody, ReclassifyUnionBody, RenameBody, SplitUnionBody, VoidUnionEntryBody } from './bodies/union-changes.body.js';
import {
  AddBranchBody,
  AddCoveredUnitsBody,
  AdoptStandingRulesBody,
  DissolveCommitteeBody,
  EndBranchBody,
  FormCommitteeBody,
  RecordAccountBody,
  RecordByElectionBody,
  RecordCertificateBody,
  RecordContactBody,
  RecordElectionBody,
  RecordSmallHomeBody,
  RemoveCoveredUnitBody,
  ReregisterUnionBody,
  VacateSeatBody,
  WithdrawCertificateBody,
} from './bodies/union-records.body.js';
import type { CommandGroup } from './command-controller.js';

/** Commands of the register. */
export const registerGroups: readonly CommandGroup[] = [
  {
    path: 'federations',
    tag: 'register',
    decider: federationDecider,
    routes: [
      { command: 'RegisterFederation', body: RegisterFederationBody, creates: true, summary: 'Make a federation known.' },
      { command: 'RenameFederation', body: RenameBody, summary: 'It bears another name from that day on.' },
      { command: 'CloseFederation', body: EndBody, summary: 'It is dissolved; whatever reports to it is moved first.' },
    ],
  },
  {
    path: 'federations',
    tag: 'register',
    decider: hierarchyDecider,
    routes: [{ command: 'MoveFederation', body: MoveFederationBody, inStream: { id: hierarchyId, field: 'federation' }, summary: 'It reports to others from that day on. All moves stand in one stream, whose revision If-Match names.' }],
  },
  {
    path: 'unions',
    tag: 'register',
    decider: unionDecider,
    routes: [
      { command: 'RegisterUnion', body: RegisterUnionBody, creates: true, summary: 'Make a union known.' },
      { command: 'RenameUnion', body: RenameBody, summary: 'It bears another name from that day on.' },
      { command: 'ReclassifyUnion', body: ReclassifyUnionBody, summary: 'It is of another class or industry from that day on.' },
      { command: 'MoveUnion', body: MoveUnionBody, summary: 'It reports to another federation from that day on; earlier reports stay.' },
      { command: 'RecordHeadcount', body: RecordHeadcountBody, summary: 'Members, staff and women on a day.' },
      { command: 'RecordCode', body: RecordCodeBody, summary: 'Its organisation code, claimed so that no two unions bear one.' },
      { command: 'CloseUnion', body: EndBody, summary: 'It ended.' },
      { command: 'MergeUnion', body: MergeUnionBody, summary: 'It became part of another union.' },
      { command: 'SplitUnion', body: SplitUnionBody, summary: 'It became several other unions.' },
      { command: 'VoidUnionEntry', body: VoidUnionEntryBody, summary: 'A fact that never was, or has the wrong day: it counts no more and stays in the history; the right one is recorded anew.' },
      { command: 'AddCoveredUnits', body: AddCoveredUnitsBody, summary: 'Units that a joint union covers, and since when.' },
      { command: 'RemoveCoveredUnit', body: RemoveCoveredUnitBody, summary: 'A unit that is covered no more.' },
      { command: 'AddBranch', body: AddBranchBody, summary: 'A branch of the union.' },
      { command: 'EndBranch', body: EndBranchBody, summary: 'A branch that ended.' },
      { command: 'RecordSmallHome', body: RecordSmallHomeBody, summary: 'A branch holds a small home of its own.' },
      { command: 'RecordElection', body: RecordElectionBody, summary: 'An election: a term of the committee, with who holds which seat.' },
      { command: 'RecordByElection', body: RecordByElectionBody, summary: 'A by-election within a term.' },
      { command: 'VacateSeat', body: VacateSeatBody, summary: 'A seat of the committee fell vacant.' },
      { command: 'RecordCertificate', body: RecordCertificateBody, summary: 'The legal-person certificate, or another.' },
      { command: 'WithdrawCertificate', body: WithdrawCertificateBody, summary: 'A certificate that counts no more.' },
      { command: 'FormCommittee', body: FormCommitteeBody, summary: "A women's, audit, mediation or other committee." },
      { command: 'DissolveCommittee', body: DissolveCommitteeBody, summary: 'A committee that ended.' },
      { command: 'AdoptStandingRules', body: AdoptStandingRulesBody, summary: 'Rules of its own for the yearly evaluation.' },
      { command: 'RecordAccount', body: RecordAccountBody, summary: 'Whether it has a bank account of its own.' },
      { command: 'ReregisterUnion', body: ReregisterUnionBody, summary: 'Its registration was renewed.' },
      { command: 'RecordContact', body: RecordContactBody, summary: 'Who is to be reached in an office.' },
      { command: 'RecordHonour', body: RecordHonourBody, summary: 'An honour of the union or a part of it; a title of the ladder too.' },
      { command: 'WithdrawHonour', body: WithdrawHonourBody, summary: 'An honour was withdrawn; it stays on record.' },
    ],
  },
  { path: 'codes', tag: 'register', decider: codeDecider, routes: [{ command: 'ClaimCode', body: ClaimCodeBody, summary: 'A union takes a code. Recording a code does this by itself; alone it only keeps others away for a day.' }] },
  {
    path: 'persons',
    tag: 'register',
    decider: personDecider,
    routes: [
      { command: 'RegisterPerson', body: RegisterPersonBody, creates: true, summary: 'Make a person known; names stand nowhere else.' },
      { command: 'ChangePersonContact', body: ChangePersonContactBody, summary: 'How a person is reached now.' },
    ],
  },
];
