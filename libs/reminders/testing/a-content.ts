import type { DigestContent } from '../digest-content.js';

/** The digest of TERMS: to a street, on 22 December 2025, nine units of it late. */
export const aContent: DigestContent = {
  recipient: { kind: 'federation', name: '××街道总工会' },
  evaluatedYear: 2025,
  at: '2025-12-22T01:00:00.000Z',
  grade: 'urge',
  nth: 2,
  figures: { should: 62, held: 41 },
  overdue: 9,
  dueSoon: 6,
  itemsOverdue: 2,
  ownOverdue: 0,
  belowOverdue: 0,
  lines: [
    { name: '××商贸有限公司工会', step: 'publishResult', workingDaysLeft: -12, state: 'due' },
    { name: '××小学工会', step: 'submitSelfInspection', workingDaysLeft: -8, state: 'returned' },
    { name: '××商圈联合工会', units: 23, step: 'reportUpward', workingDaysLeft: -5, state: 'due' },
    ...Array.from({ length: 6 }, (_, index) => ({ name: `××公司第${index + 1}工会`, step: 'reportUpward', workingDaysLeft: -4, state: 'due' as const })),
    ...Array.from({ length: 2 }, (_, index) => ({ name: `××学校第${index + 1}工会`, step: 'completeItem', workingDaysLeft: -2, state: 'item' as const })),
    ...Array.from({ length: 6 }, (_, index) => ({ name: `××医院第${index + 1}工会`, step: 'openRound', workingDaysLeft: index % 4, state: 'due' as const })),
  ],
  due: 17,
  submitBy: '2025-12-26',
  links: { list: 'http://127.0.0.1:3000/v1/campaigns/district2025/overdue?federation=street', acknowledge: 'http://127.0.0.1:3000/v1/notices/federation.street.district2025.20251222' },
  contact: { body: '××区总工会基层工作部', telephone: '010-00000000' },
};
