import type { StoredEvent } from '#kernel';
import { textFor, type Language } from '#platform';
import { entriesIn, type VoidMarks } from '#register';
import { describeByline, describeEvent } from './describe.js';
import type { SpokenNames } from './spoken-names.js';

/** One line of a union's history: what, when it held and was recorded, by whom; struck out where it is void. */
export function describeRegisterEvent(event: StoredEvent, marks: VoidMarks | undefined, { language, names }: { readonly language: Language; readonly names: SpokenNames }) {
  const { voidedBy = [], voids = [], isVoid = false } = marks ?? {};
  const mark = voidedBy.length > 0 ? textFor(language, isVoid ? 'mark.entryVoid' : 'mark.entryPartlyVoid', { entries: voidedBy }) : voids.length > 0 ? textFor(language, 'mark.voids', { entries: voids }) : '';
  return {
    revision: String(event.revision),
    position: String(event.position),
    event: event.type,
    text: `${describeEvent(event, language, names)}${describeByline(event, language, names)}${mark}`,
    on: (event.data as { readonly on?: string }).on ?? entriesIn(event)[0]?.on ?? null,
    recordedAt: event.metadata.at,
    by: event.metadata.by,
    data: event.data,
    isVoid,
    ...(voidedBy.length === 0 ? {} : { voidedBy: voidedBy.map(String) }),
    ...(voids.length === 0 ? {} : { voids: voids.map(String) }),
  };
}
