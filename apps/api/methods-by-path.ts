import type { FastifyInstance } from 'fastify';

/**
 * Remembers which methods each address has, so that a wrong one is answered with those it has and not as an address that is not
 * there. To be called before the routes are made.
 * @returns the methods of the address a path fits, in order; none where it fits none
 */
export function methodsByPath(fastify: FastifyInstance): (path: string) => readonly string[] {
  const known = new Map<string, { readonly fits: RegExp; readonly methods: Set<string> }>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const address = known.get(url) ?? { fits: patternOf(url), methods: new Set<string>() };
    known.set(url, address);
    for (const one of [method].flat()) address.methods.add(one.toUpperCase());
  });
  return (path) => [...new Set([...known.values()].flatMap(({ fits, methods }) => (fits.test(path) ? [...methods] : [])))].toSorted();
}

/** `/v1/evaluations/:id/timeline` as what it fits; an address that ends in `*` is another's, such as the page's own files. */
const patternOf = (url: string): RegExp => new RegExp(`^${url.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '(?!)')}$`);
