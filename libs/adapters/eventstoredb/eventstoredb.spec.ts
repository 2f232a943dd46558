import { nodeHashing } from '#adapters/node-crypto';
import { eventLogContract, policyCheckpointsContract } from '#kernel/testing';
import { openEventStoreCheckpoints, openEventStoreLog } from './index.js';

const url = process.env.EVENTSTORE_URL ?? '';
const describeWithServer = url === '' ? describe.skip : describe;

describeWithServer('EventStoreDB (runs when EVENTSTORE_URL names a server)', () => {
  const openLog = () => openEventStoreLog({ url, hashing: nodeHashing });

  eventLogContract('EventStoreDB', async () => {
    let log = openLog();
    const reopen = async () => {
      await log.close();
      return (log = openLog());
    };
    return { log, reopen, close: () => log.close() };
  });

  let runs = 0;
  policyCheckpointsContract('EventStoreDB', async () => {
    // The suite begins with policies that never ran, and a server outlives many runs of it.
    const prefix = `policy-checkpoint-${process.pid}x${Date.now().toString(36)}x${++runs}-`;
    const open = () => openEventStoreCheckpoints({ url, prefix });
    let checkpoints = open();
    const reopen = async () => {
      await checkpoints.close();
      return (checkpoints = open());
    };
    return { checkpoints, reopen, close: () => checkpoints.close() };
  });
});
