import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ViewReader } from '#kernel';
import { problem, wrongHeader } from '#platform';

export const positionHeader = { name: 'Pingjia-Position', required: false, description: 'Position of the write that this read must show; waits up to 2 s for it.' };

/** How long a reader that sends the position of its own write waits for the view to have it. */
export const longestWaitMs = 2_000;

/**
 * Read-your-writes: waits until the view has come to the `Pingjia-Position` the request names, and says in the answer
 * where the view stands (`Pingjia-Position`) and whether it is an old version serving during a rebuild (`Pingjia-View`).
 * @throws Problem `view-behind` when the wait was in vain, `header-invalid`
 */
export function atPosition(view: ViewReader<unknown>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  return atPositions([view], request, reply);
}

/** The same of all views that an answer is made of; the position in the answer is that of the one that is furthest behind. @throws as {@link atPosition} */
export async function atPositions(views: readonly ViewReader<unknown>[], request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = request.headers['pingjia-position'];
  if (token !== undefined) {
    if (typeof token !== 'string' || !/^\d{1,16}$/.test(token)) throw wrongHeader('Pingjia-Position', token, 'position');
    const reached = await Promise.all(views.map((view) => view.reached(Number(token), longestWaitMs)));
    if (reached.includes(false)) throw problem('view-behind', { position: token });
  }
  const states = await Promise.all(views.map((view) => view.state()));
  void reply.header('pingjia-position', String(Math.min(...states.map(({ position }) => position))));
  if (states.some(({ frozen }) => frozen)) void reply.header('pingjia-view', 'rebuilding');
}
