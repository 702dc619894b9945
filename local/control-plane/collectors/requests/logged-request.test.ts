import { describe, expect, it } from 'vitest';
import { requestLine } from '../testing/request-line.ts';
import { readRequest } from './logged-request.ts';

describe('a line of the load balancer’s log', () => {
  it('is a request that a target answered', () => {
    expect(readRequest(requestLine())).toEqual({
      endedAtMs: 1_700_000_000_123,
      loadBalancer: 'app/store/0123456789abcdef',
      targetGroup: 'targetgroup/web/0123456789abcdef',
      hasTarget: true,
      isAnswered: true,
      status: 200,
      responseMs: 12,
      isRefused: false,
      bytes: 1300,
    });
  });

  it('is not a request if it is a message of HAProxy itself', () => {
    const texts = ['[NOTICE]   (1) : New worker (8) forked', '', '{', '{"status":200}', 'null'];
    expect(texts.map(readRequest)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('has no target if the load balancer responds itself', () => {
    const unserved = { target: '<NOSRV>', answered: '-', waitMs: -1, termination: 'LR' };
    const fixed = readRequest(requestLine({ ...unserved, group: '-', status: 418, shown: '418' }));
    expect(fixed).toMatchObject({ hasTarget: false, isAnswered: false, status: 418 });
    expect(fixed).not.toHaveProperty('targetGroup');
    expect(fixed).not.toHaveProperty('responseMs');
    expect(readRequest(requestLine({ ...unserved, status: 503, shown: '503' }))).toMatchObject({
      targetGroup: 'targetgroup/web/0123456789abcdef',
      hasTarget: false,
      status: 503,
    });
  });

  it.each([
    ['before the answer', { answered: '-', termination: 'CH', status: -1, shown: '-' }, 460],
    ['while it sends its body', { answered: '-', termination: 'CD', status: 400, shown: '400' }, 460],
    ['in the middle of the answer', { termination: 'CD' }, 200],
    ['by sending too slowly', { answered: '-', termination: 'cR', status: 408, shown: '408' }, 408],
  ])('has the status of the load balancer for a client that gives up %s', (_, changes, status) => {
    expect(readRequest(requestLine(changes))?.status).toBe(status);
  });

  it('has the status that the client saw, which HAProxy may have logged differently', () => {
    const refused = { answered: '-', termination: 'SC', status: 503, shown: '502', waitMs: -1 };
    expect(readRequest(requestLine(refused))).toMatchObject({
      status: 502,
      isRefused: true,
      hasTarget: true,
    });
    expect(readRequest(requestLine({ shown: '-', status: 400 }))?.status).toBe(400);
  });

  it('distinguishes a failed connection from a missing response', () => {
    const of = (termination: string) => readRequest(requestLine({ termination, answered: '-' }))?.isRefused;
    expect([of('SC'), of('sC'), of('SH'), of('sH'), of('--'), of('CC')]).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
