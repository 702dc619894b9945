import { describe, expect, it } from 'vitest';
import { exampleTargetGroup } from './example-workload.ts';
import { planCommands } from './plan-commands.ts';
import type { Server } from './server.ts';

const web = exampleTargetGroup({
  slowStartSeconds: 60,
  stickiness: { enabled: true, type: 'lb_cookie', cookieDurationSeconds: 60 },
});
const server = (state: Server['state'], changes: Partial<Server> = {}): Server => ({
  backend: 'Web',
  name: 't1',
  ip: '10.0.0.1',
  port: 3000,
  state,
  ...changes,
});

describe('planCommands', () => {
  it('does nothing when all is as wanted', () => {
    expect(planCommands([server('ready')], [server('ready')], [web])).toEqual([]);
  });

  it('adds a server and makes it ready', () => {
    expect(planCommands([], [server('ready')], [web])).toEqual([
      'add server Web/t1 10.0.0.1:3000 weight 100 cookie t1 slowstart 60s',
      'set server Web/t1 state ready',
    ]);
  });

  it('adds a server that shall wait and leaves it in maintenance', () => {
    expect(planCommands([], [server('maint')], [web])).toEqual([
      'add server Web/t1 10.0.0.1:3000 weight 100 cookie t1 slowstart 60s',
    ]);
  });

  it('changes the state of a server that is there', () => {
    expect(planCommands([server('ready')], [server('maint')], [web])).toEqual([
      'set server Web/t1 state maint',
    ]);
  });

  it('removes a server that is not wanted, after its maintenance', () => {
    expect(planCommands([server('ready')], [], [web])).toEqual([
      'set server Web/t1 state maint',
      'del server Web/t1',
    ]);
    expect(planCommands([server('maint')], [], [web])).toEqual(['del server Web/t1']);
  });

  it('removes a server that has another address now; the next plan adds it', () => {
    expect(planCommands([server('ready')], [server('ready', { ip: '10.0.0.2' })], [web])).toEqual([
      'set server Web/t1 state maint',
      'del server Web/t1',
    ]);
  });
});
