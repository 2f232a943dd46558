import type { AnyView } from '#kernel';

/** Every view that a node keeps. */
export const views: readonly AnyView[] = [];
