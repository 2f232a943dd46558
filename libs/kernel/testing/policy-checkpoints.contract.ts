import type { PolicyCheckpoints } from '../vocabulary/checkpoints.port.js';

/** What every store of policy checkpoints promises. `reopen` gives the same store anew, as after a restart. */
export function policyCheckpointsContract(
  name: string,
  open: () => Promise<{ checkpoints: PolicyCheckpoints; reopen: () => Promise<PolicyCheckpoints>; close: () => Promise<void> }>,
): void {
  describe(`policy checkpoints contract: ${name}`, () => {
    let under: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => (under = await open()));
    afterEach(() => under.close());

    it('knows nothing of a policy that never ran', async () => {
      expect(await under.checkpoints.load('callUp')).toBeUndefined();
    });

    it('gives back the last position of each policy, also after a restart', async () => {
      await under.checkpoints.save('callUp', 7);
      await under.checkpoints.save('callUp', 19);
      await under.checkpoints.save('other', 3);
      const again = await under.reopen();
      expect(await again.load('callUp')).toBe(19);
      expect(await again.load('other')).toBe(3);
    });
  });
}
