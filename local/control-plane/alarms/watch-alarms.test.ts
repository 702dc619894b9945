import { describe, expect, it } from 'vitest';
import { plainSettings } from '../../../definition/resources/ecs/plain-settings.ts';
import { systemClock } from '../../../time/clock.ts';
import { jsonLog } from '../logger.ts';
import type { ClusterState, ServiceState } from '../model/cluster-state.ts';
import type { Fact } from '../model/fact.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { watchAlarms } from './watch-alarms.ts';

function stateWith(...services: readonly (readonly [string, boolean, readonly string[]])[]): ClusterState {
  const place = { clusterName: 'c', region: 'ap-southeast-1', accountId: '000000000000' };
  return {
    ...emptyCluster(place),
    services: Object.fromEntries(services.map(([name, ...alarms]) => [name, service(name, ...alarms)])),
  };
}

function service(name: string, enable: boolean, alarmNames: readonly string[]): ServiceState {
  return {
    name,
    status: 'ACTIVE',
    desiredCount: 1,
    createdAt: 0,
    deploymentConfiguration: {
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      circuitBreaker: { enable: true, rollback: true },
      alarms: { enable, rollback: true, alarmNames },
    },
    ...plainSettings({}),
    loadBalancers: [],
    networkConfiguration: { subnets: [], securityGroups: [], assignPublicIp: 'DISABLED' },
    tags: {},
    deployments: [],
    history: [],
    events: [],
  };
}

async function firstLook(state: ClusterState, inAlarm: () => Promise<readonly string[]>) {
  const stop = new AbortController();
  const asked: (readonly string[])[] = [];
  const facts: Fact[] = [];
  const logged: string[] = [];
  const watching = watchAlarms({
    source: {
      inAlarm: (names) => {
        asked.push(names);
        return inAlarm().finally(() => stop.abort());
      },
    },
    state: () => state,
    observe: (fact) => facts.push(fact),
    log: jsonLog(
      (line) => logged.push(line),
      () => 0,
    ),
    clock: systemClock,
    signal: stop.signal,
    everyMs: 1,
  });
  if (Object.keys(state.services).length === 0) stop.abort();
  await watching;
  return { asked, facts, logged };
}

describe('the alarms of deployments', () => {
  it('are those of the services that use them, each asked for once', async () => {
    const state = stateWith(['web', true, ['b', 'a']], ['worker', true, ['a']], ['off', false, ['c']]);
    expect(await firstLook(state, async () => ['b'])).toEqual({
      asked: [['a', 'b']],
      facts: [{ type: 'alarms', inAlarm: ['b'] }],
      logged: [],
    });
  });

  it('are not asked for where no service has any', async () => {
    expect((await firstLook(stateWith(), async () => [])).asked).toEqual([]);
  });
});
