import { Agent } from 'node:http';
import { counted } from '../counted.ts';
import { askStatus } from '../deployments/ask-status.ts';
import type { Load } from './out-and-back.ts';

const answerTimeoutMs = 30_000;

/**
 * So many clients, each of which sends the next request as soon as it has an answer: whatever the processor, the tasks
 * never have nothing to do.
 */
export function startBusyClients(url: string, clients: number): Load {
  const agent = new Agent({ keepAlive: true });
  const outcomes: string[] = [];
  let isOver = false;
  const client = async () => {
    while (!isOver) outcomes.push(await askStatus(url, agent, answerTimeoutMs));
  };
  const working = Promise.all(Array.from({ length: clients }, client));
  return {
    stop: async () => {
      isOver = true;
      await working;
      agent.destroy();
      const kinds = Object.entries(counted(outcomes)).map(([kind, count]) => `${count} x ${kind}`);
      return kinds.join(', ');
    },
  };
}
