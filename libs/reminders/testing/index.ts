export { aContent } from './a-content.js';
export { aNotice, channelContract, type ChannelUnderTest, type FarSide, type Fault, type FaultAnswers } from './channel.contract.js';
export { HttpSink, type Arrival, type SinkAnswer, type SinkWords } from './http-sink.js';
export { SmtpSink } from './smtp-sink.js';
export { queueContract, type QueueUnderTest } from './queue.contract.js';
export { RedisServer, redisServerThere } from './redis-server.js';
