import { expect, test } from 'vitest';
import { sampleState } from '../api/testing/sample-state.ts';
import { adoptableTasks } from './adoptable-tasks.ts';
import type { FoundTask } from './found-task.ts';

function found(id: string): FoundTask {
  return { id, record: sampleState, privateIp: '172.20.0.9', containers: [], servedIn: undefined };
}

test('a task that makes the scheduler fail is left out and told, and the others are adopted', () => {
  const [first, faulty, last] = [found('first'), found('faulty'), found('last')];
  const fault = new TypeError('not a function');
  const faults: unknown[] = [];
  const adoptable = adoptableTasks([first, faulty, last], {
    tryOut: (tasks) => {
      if (tasks.includes(faulty)) throw fault;
    },
    onFault: (...one) => faults.push(one),
  });
  expect([adoptable, faults]).toEqual([[first, last], [['faulty', fault]]]);
});
