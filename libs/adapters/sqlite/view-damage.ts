import { StoreUnavailable } from '#kernel';

/**
 * A view's file does not hold what was written into it. SQLite alone does not see a flipped byte, so rows and checkpoint
 * carry digests, and totals and deltas prove each other. A view is disposable: it is set aside and built anew.
 */
export class DamagedView extends StoreUnavailable {
  override readonly name = 'DamagedView';

  constructor(view: string, reason: string) {
    super(`the view "${view}" was damaged (${reason}) and is being built anew`, { trouble: 'building' });
  }
}
