import { describe, expect, it } from 'vitest';
import { type KnownTarget, serversOf } from './target.ts';

const target = (
  taskId: string,
  state: KnownTarget['health']['state'],
  drainingSince?: number,
): KnownTarget => ({
  taskId,
  targetGroup: 'Web',
  ip: '10.0.0.1',
  port: 3000,
  health: { state, passes: 0, failures: 0 },
  ...(drainingSince === undefined ? {} : { drainingSince }),
});
const states = (...targets: KnownTarget[]) =>
  Object.fromEntries(serversOf(targets).map(({ name, state }) => [name, state]));

describe('serversOf', () => {
  it('gives requests to healthy targets only', () => {
    expect(states(target('a', 'healthy'), target('b', 'unhealthy'), target('c', 'initial'))).toEqual({
      a: 'ready',
      b: 'maint',
      c: 'maint',
    });
  });

  it('fails open when no target is healthy', () => {
    expect(states(target('a', 'unhealthy'), target('b', 'unhealthy'), target('c', 'initial'))).toEqual({
      a: 'ready',
      b: 'ready',
      c: 'maint',
    });
  });

  it('gives nothing to a draining target, and does not count it as healthy', () => {
    expect(states(target('a', 'healthy', 1), target('b', 'unhealthy'))).toEqual({ a: 'maint', b: 'ready' });
  });

  it('judges each target group by itself', () => {
    const other = { ...target('b', 'unhealthy'), targetGroup: 'Api' };
    expect(states(target('a', 'healthy'), other)).toEqual({ a: 'ready', b: 'ready' });
  });
});
