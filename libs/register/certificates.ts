import { Type, type Static } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type PartialDate } from '#kernel';
import { startOf } from './dated.js';
import { CertificateEntry } from './entries.js';
import { closed, date, id, reason } from './fields.js';
import { cannotAdd, cannotEnd, ofUnion, wrongDates, type EntryRefusal, type Known } from './of-union.js';

export type RecordCertificate = Command<'RecordCertificate', DeepReadonly<Static<typeof CertificateEntry>>>;
export type WithdrawCertificate = Command<'WithdrawCertificate', { readonly certificate: string; readonly withdrawnOn: PartialDate; readonly reason: string }>;

export const CertificateRecorded = eventType('CertificateRecorded', CertificateEntry);
export const CertificateWithdrawn = eventType('CertificateWithdrawn', Type.Object({ certificate: id, withdrawnOn: date, reason }, closed));
export const certificateEvents = [CertificateRecorded, CertificateWithdrawn] as const;

export const certificateRules = {
  RecordCertificate: ofUnion<RecordCertificate, object, EntryRefusal>((command, union) => {
    const { certificate, issuedOn, validUntil } = command.data;
    const no = wrongDates(command, union, { field: 'issuedOn', date: issuedOn }) ?? cannotAdd('certificate', union.certificates.map((one) => one.certificate), [certificate]);
    if (no !== undefined) return no;
    if (validUntil !== undefined && issuedOn !== undefined && startOf(validUntil) < startOf(issuedOn)) return refuse('ends-before-it-begins', { what: 'certificate', entry: certificate, from: issuedOn, on: validUntil });
    return [CertificateRecorded.of(command.data)];
  }),
  WithdrawCertificate: ofUnion<WithdrawCertificate, object, EntryRefusal>((command, union) => {
    const { certificate, withdrawnOn } = command.data;
    const found = union.certificates.find((one) => one.certificate === certificate);
    const no = wrongDates(command, union, { field: 'withdrawnOn', date: withdrawnOn }) ?? cannotEnd({ what: 'certificate', entry: certificate, on: withdrawnOn }, found && { from: found.issuedOn, until: found.withdrawnOn });
    return no ?? [CertificateWithdrawn.of(command.data)];
  }),
};

export const certificateConsequences = {
  CertificateRecorded: (union: Known | undefined, { data }: EventOf<typeof CertificateRecorded>): Known | undefined => (union === undefined ? union : { ...union, certificates: [...union.certificates, data] }),
  CertificateWithdrawn: (union: Known | undefined, { data }: EventOf<typeof CertificateWithdrawn>): Known | undefined =>
    union === undefined ? union : { ...union, certificates: union.certificates.map((one) => (one.certificate === data.certificate ? { ...one, withdrawnOn: data.withdrawnOn } : one)) },
};
