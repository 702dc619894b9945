import { describe, expect, it } from 'vitest';
import { exampleTargetGroup } from '../../../../definition/testing/examples.ts';
import { planCommands } from './plan-commands.ts';
import type { RunningServer } from './running-servers.ts';
import type { Server } from './server.ts';

const web = exampleTargetGroup({
  slowStartSeconds: 60,
  stickiness: { enabled: true, type: 'lb_cookie', cookieDurationSeconds: 60 },
});
const wanted = (changes: Partial<Server> = {}): Server => ({
  backend: 'Web',
  name: 't1',
  ip: '10.0.0.1',
  port: 3000,
  ...changes,
});
const running = (state: RunningServer['state'], changes: Partial<RunningServer> = {}): RunningServer => ({
  ...wanted(),
  state,
  isStarting: false,
  ...changes,
});
const t2 = { name: 't2', ip: '10.0.0.2' };

describe('planCommands', () => {
  it('does nothing when all is as wanted', () => {
    expect(planCommands([running('ready')], [wanted()], [web])).toEqual([]);
  });

  it('leaves the servers alone that are no targets', () => {
    expect(planCommands([running('ready', { backend: 'parity-Http', name: 'listener' })], [], [web])).toEqual(
      [],
    );
  });

  it('adds the first servers and makes them ready, each with its whole share', () => {
    expect(planCommands([], [wanted(), wanted(t2)], [web])).toEqual([
      'add server Web/t1 10.0.0.1:3000 weight 100 cookie t1',
      'set server Web/t1 state ready',
      'add server Web/t2 10.0.0.2:3000 weight 100 cookie t2',
      'set server Web/t2 state ready',
    ]);
  });

  it('starts a server slowly beside one that has its whole share', () => {
    expect(planCommands([running('ready')], [wanted(), wanted(t2)], [web])).toEqual([
      'add server Web/t2 10.0.0.2:3000 weight 100 cookie t2 slowstart 60s',
      'set server Web/t2 state ready',
    ]);
  });

  it.each([
    ['starts slowly itself', [running('ready', { isStarting: true })], web],
    ['gets nothing new', [running('maint')], web],
    ['is in another group', [running('ready', { backend: 'Api' })], web],
    ['is chosen by its requests', [running('ready')], { ...web, algorithm: 'weighted_random' as const }],
  ])('does not start a server slowly where the other one %s', (_, others, group) => {
    const commands = planCommands(others, [...others, wanted(t2)], [group]);
    expect(commands.filter((command) => command.includes('/t2'))).toEqual([
      'add server Web/t2 10.0.0.2:3000 weight 100 cookie t2',
      'set server Web/t2 state ready',
    ]);
  });

  it('makes a server ready again that could not be removed yet', () => {
    expect(planCommands([running('maint')], [wanted()], [web])).toEqual(['set server Web/t1 state ready']);
  });

  it('removes a server that is not wanted, after its maintenance', () => {
    expect(planCommands([running('ready')], [], [web])).toEqual([
      'set server Web/t1 state maint',
      'del server Web/t1',
    ]);
    expect(planCommands([running('maint')], [], [web])).toEqual(['del server Web/t1']);
  });

  it('removes a server that has another address now; the next plan adds it', () => {
    expect(planCommands([running('ready')], [wanted({ ip: '10.0.0.2' })], [web])).toEqual([
      'set server Web/t1 state maint',
      'del server Web/t1',
    ]);
  });
});
