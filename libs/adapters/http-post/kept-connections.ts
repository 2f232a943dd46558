import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Duplex } from 'node:stream';

/** Servers close what is idle after five seconds or more; whoever lets go first never posts into a connection that is just being closed. In milliseconds. */
const idleMs = 1_000;
/** At most so many are kept of one receiver; more are closed once they have had their answer. */
const maxIdle = 64;
/** The one longest at rest first: a second answer to its last question has then had time to show itself. */
const options = { keepAlive: true, timeout: idleMs, maxFreeSockets: maxIdle, scheduling: 'fifo' } as const;

/** What comes while nothing was asked is no answer to the next question: such a connection is closed. */
function closingWhatSpeaksUnasked<A extends Agent>(agent: A): A {
  const broken = function (this: Duplex): void {
    this.destroy();
  };
  const [keep, reuse] = [agent.keepSocketAlive.bind(agent), agent.reuseSocket.bind(agent)];
  agent.keepSocketAlive = (socket) => {
    socket.on('data', broken);
    return keep(socket);
  };
  agent.reuseSocket = (socket, request) => {
    socket.removeListener('data', broken);
    reuse(socket, request);
  };
  return agent;
}

const agents = () => ({ 'http:': closingWhatSpeaksUnasked(new Agent(options)), 'https:': closingWhatSpeaksUnasked(new SecureAgent(options)) });
/** Apart: a connection whose address was not judged serves nobody who wants it judged. */
const [judged, unjudged] = [agents(), agents()];

/** The connections that are kept for requests of this protocol. */
export const keptConnections = (protocol: string, publicOnly: boolean): Agent => (publicOnly ? judged : unjudged)[protocol === 'https:' ? 'https:' : 'http:'];
