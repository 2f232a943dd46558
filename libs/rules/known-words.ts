/** What a word of a rule set names. */
export type WordKind = 'subject' | 'grade' | 'title' | 'class' | 'department' | 'reason';

/**
 * Words that the program itself has texts for, so that a rule set need not name them. Any other stands in the rule set's
 * `words`; where it names one of these, the rule set's text counts.
 */
export const knownWords: { readonly [K in WordKind]: readonly string[] } = {
  subject: ['unionWork', 'home', 'chairDuty'],
  grade: ['verySatisfied', 'satisfied', 'basicallySatisfied', 'dissatisfied', 'agree', 'disagree', 'abstain'],
  title: ['qualified', 'advanced', 'model', 'pacesetter'],
  class: ['government', 'publicInstitution', 'stateFirm', 'privateFirm', 'socialOrganisation', 'jointUnion'],
  department: ['partyOrganisation'],
  reason: ['foundedLately', 'suspended', 'merging', 'electionUnderWay', 'unreachable'],
};
