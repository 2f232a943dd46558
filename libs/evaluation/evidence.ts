export { digestsOf, evidenceIn, evidenceRefusals, withStoredEvidence } from '#kernel';
