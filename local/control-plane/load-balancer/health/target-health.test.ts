import { describe, expect, it } from 'vitest';
import { exampleTargetGroup } from '../../../../definition/testing/examples.ts';
import { initialHealth, type ProbeResult, type TargetHealth, targetHealth } from './target-health.ts';

const check = exampleTargetGroup().healthCheck;
const answered = (statusCode: number): ProbeResult => ({ kind: 'answered', statusCode });
const healthy: TargetHealth = { state: 'healthy', passes: 0, failures: 0 };
const judged = (from: TargetHealth, ...results: ProbeResult[]) =>
  results.reduce((health, result) => targetHealth(health, result, check), from);

describe('targetHealth', () => {
  it('takes an initial target into service on its first pass', () => {
    expect(judged(initialHealth, answered(200))).toEqual(healthy);
  });

  it('keeps an initial target initial below the unhealthy threshold, with the reason of the first checks', () => {
    expect(judged(initialHealth, answered(500))).toEqual({ ...initialHealth, failures: 1 });
  });

  it('calls an initial target unhealthy at the threshold', () => {
    expect(judged(initialHealth, answered(500), answered(503))).toEqual({
      state: 'unhealthy',
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [503]',
      passes: 0,
      failures: 0,
    });
  });

  it('keeps a healthy target healthy when failures are not in a row', () => {
    expect(judged(healthy, answered(500), answered(200), answered(500))).toEqual({ ...healthy, failures: 1 });
  });

  it.each([
    [{ kind: 'timed-out' }, 'Target.Timeout', 'Request timed out'],
    [{ kind: 'failed' }, 'Target.FailedHealthChecks', 'Health checks failed'],
  ] as const)('says why a target that %o is unhealthy', (result, reason, description) => {
    expect(judged(healthy, result, result)).toEqual({
      state: 'unhealthy',
      reason,
      description,
      passes: 0,
      failures: 0,
    });
  });

  it('takes an unhealthy target back after as many passes in a row as the healthy threshold', () => {
    const unhealthy = judged(healthy, answered(500), answered(500));
    const pass = answered(200);
    expect(judged(unhealthy, pass, pass, pass, pass)).toMatchObject({ state: 'unhealthy', passes: 4 });
    expect(judged(unhealthy, pass, pass, pass, pass, pass)).toEqual(healthy);
    expect(judged(unhealthy, pass, pass, pass, pass, answered(500), pass)).toMatchObject({ passes: 1 });
  });
});
