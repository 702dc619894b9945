/** A line as the load balancer writes it for a request that a target answered. */
export function requestLine(changes: Readonly<Record<string, string | number>> = {}): string {
  return JSON.stringify({
    ended: 1_700_000_000_123,
    balancer: 'app/store/0123456789abcdef',
    group: 'targetgroup/web/0123456789abcdef',
    target: '0123456789abcdef0123456789abcdef',
    status: 200,
    shown: '200',
    answered: '1',
    termination: '--',
    waitMs: 12,
    received: 300,
    sent: 1000,
    ...changes,
  });
}
