import { Controller, Inject, Req, Sse, type BeforeApplicationShutdown, type MessageEvent } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import type { StoredEvent } from '#kernel';
import { NODE, wrongHeader, type Node } from '#platform';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '../api-description.js';
import { cannotServe, Refuses, wrongRead } from '../described-answers.js';
import { longestWaitMs } from './view-position.js';

/** Silence longer than this is broken, so that proxies keep the line open. */
const heartbeatMs = 15_000;

const changeExample = 'id: 31\nevent: change\ndata: {"stream":"evaluation-centre.2009.1","revision":"9","event":"ResultPublished","at":"2010-03-03T08:00:00.000Z"}\n\n';

/** What changed, as it happens: a client that lost the line says where it was and misses nothing. */
@ApiTags('changes')
@Controller('v1/changes')
export class ChangesController implements BeforeApplicationShutdown {
  readonly #closing = new AbortController();

  constructor(@Inject(NODE) private readonly node: Node) {}

  /** A stream never ends by itself: the server would wait for it. */
  beforeApplicationShutdown(): void {
    this.#closing.abort();
  }

  @Sse()
  @ApiOperation({ summary: 'Server-sent events: one `change` an event of the log, sent once the views show it; `id` is its position.' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Go on after this position; without it, from now on.' })
  @ApiResponse({ status: 200, description: 'The line stays open.', content: { 'text/event-stream': { schema: { type: 'string' }, example: changeExample } } })
  @Refuses(wrongRead, cannotServe)
  async changes(@Req() request: FastifyRequest): Promise<Observable<MessageEvent>> {
    const after = lastEventId(request, await this.node.log.end());
    return new Observable((subscriber) => {
      const stop = new AbortController();
      // A comment has no id: any other message would be given one, and a client would go on from there.
      const beat = () => subscriber.next({ comment: 'here' });
      const heartbeat = setInterval(beat, heartbeatMs);
      beat();
      this.#follow(after, AbortSignal.any([stop.signal, this.#closing.signal]), (change) => subscriber.next(change)).then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(error),
      );
      return () => {
        clearInterval(heartbeat);
        stop.abort();
      };
    });
  }

  async #follow(after: number, signal: AbortSignal, send: (change: MessageEvent) => void): Promise<void> {
    for await (const batch of this.node.log.follow(after, signal)) {
      const last = batch.at(-1);
      // A board that reads after this message must find what the message speaks of.
      if (last !== undefined) await Promise.all(Object.values(this.node.views).map((view) => view.reached(last.position, longestWaitMs)));
      for (const event of batch) send(changeOf(event));
    }
  }
}

const changeOf = ({ position, stream, revision, type, metadata }: StoredEvent): MessageEvent => ({
  id: String(position),
  type: 'change',
  data: { stream, revision: String(revision), event: type, at: metadata.at },
});

/** Where a client was, or the log's end. One that was further than the log would wait for what it takes for old: it is told. */
function lastEventId(request: FastifyRequest, end: number): number {
  const id = request.headers['last-event-id'];
  if (id === undefined) return end;
  if (typeof id !== 'string' || !/^\d{1,16}$/.test(id) || Number(id) > end) throw wrongHeader('Last-Event-ID', id, 'eventId', { end });
  return Number(id);
}
