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
const served = (...targets: KnownTarget[]) => serversOf(targets).map(({ name }) => name);

describe('serversOf', () => {
  it('gives requests to healthy targets only', () => {
    expect(served(target('a', 'healthy'), target('b', 'unhealthy'), target('c', 'initial'))).toEqual(['a']);
  });

  it('fails open when no target is healthy', () => {
    expect(served(target('a', 'unhealthy'), target('b', 'unhealthy'), target('c', 'initial'))).toEqual([
      'a',
      'b',
    ]);
  });

  it('fails open with fewer healthy targets than the minimum of the group, in number or in percent', () => {
    const targets = [target('a', 'healthy'), target('b', 'unhealthy'), target('c', 'initial')];
    const servedWith = (minimum: { readonly count: number; readonly percentage?: number }) =>
      serversOf(targets, () => minimum).map(({ name }) => name);
    expect(servedWith({ count: 2 })).toEqual(['a', 'b']);
    expect(servedWith({ count: 1, percentage: 34 })).toEqual(['a', 'b']);
    expect(servedWith({ count: 1, percentage: 33 })).toEqual(['a']);
  });

  it('gives nothing to a draining target, and does not count it as healthy', () => {
    expect(served(target('a', 'healthy', 1), target('b', 'unhealthy'))).toEqual(['b']);
  });

  it('judges each target group by itself', () => {
    const other = { ...target('b', 'unhealthy'), targetGroup: 'Api' };
    expect(served(target('a', 'healthy'), other)).toEqual(['a', 'b']);
  });
});
