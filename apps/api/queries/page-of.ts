import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListPage, ListQuery, ViewReader } from '#kernel';
import { problem, type Node } from '#platform';
import { atPosition } from './view-position.js';

/** A page of a view, at the position the request asks for. @throws Problem `query-invalid` for a cursor of another list; `view-behind` */
export async function pageOf<Row>(node: Node, view: ViewReader<Row>, asked: () => ListQuery | Promise<ListQuery>, { request, reply, list = (query) => view.list(query) }: { readonly request: FastifyRequest; readonly reply: FastifyReply; /** Another way to list it. */ readonly list?: (query: ListQuery) => Promise<ListPage<Row>> }): Promise<ListPage<Row>> {
  node.refuseDamaged();
  await atPosition(view, request, reply);
  const query = await asked();
  return list(query).catch((error: unknown) => {
    // All else was judged before the list was asked for.
    if (error instanceof RangeError) throw problem('query-invalid', {}, [{ field: 'cursor', rule: 'cursor' }]);
    throw error;
  });
}
