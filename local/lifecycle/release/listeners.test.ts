import { describe, expect, it } from 'vitest';
import { readListeners, wrongPlace } from './listeners.ts';

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, state = '0A') =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 25305522 1 0`;

describe('sockets that listen in a task', () => {
  it.each([
    ['00000000:0FA0', { address: '0.0.0.0', port: 4000 }],
    ['0100007F:0BB8', { address: '127.0.0.1', port: 3000 }],
    ['02AAFEA9:0050', { address: '169.254.170.2', port: 80 }],
    ['00000000000000000000000000000000:1F90', { address: '::', port: 8080 }],
    ['00000000000000000000000001000000:1F90', { address: '::1', port: 8080 }],
    ['0000000000000000FFFF00000100007F:1F90', { address: '127.0.0.1', port: 8080 }],
  ])('%s is %j', (local, listener) => {
    expect(readListeners([header, row(local)].join('\n'))).toEqual([listener]);
  });

  it('are no connections, and nothing else', () => {
    expect(readListeners([header, row('00000000:0FA0', '01'), '', 'nonsense'].join('\n'))).toEqual([]);
  });
});

describe('an application', () => {
  const forwarded = new Set([4566, 4572]);
  const place = (...listeners: readonly (readonly [string, number])[]) =>
    wrongPlace(
      [
        ['127.0.0.11', 45_551] as const,
        ['169.254.170.2', 80] as const,
        ['127.0.0.1', 4566] as const,
        ...listeners,
      ].map(([address, port]) => ({ address, port })),
      3000,
      forwarded,
    );

  it('that listens nowhere yet, or as it should, is left alone', () => {
    expect(place()).toBeUndefined();
    expect(place(['0.0.0.0', 3000])).toBeUndefined();
    expect(place(['::', 3000], ['127.0.0.1', 9293])).toBeUndefined();
    expect(place(['172.18.0.9', 3000])).toBeUndefined();
  });

  it('that listens for itself alone is certain to stay so', () => {
    const text = 'listens on 127.0.0.1:3000, expected 0.0.0.0:3000';
    expect(place(['127.0.0.1', 3000], ['0.0.0.0', 9293])).toEqual({ text, isCertain: true });
    expect(place(['::1', 3000])?.text).toBe('listens on [::1]:3000, expected 0.0.0.0:3000');
  });

  it('that listens on other ports may still open the right one', () => {
    const text = 'listens on 0.0.0.0:4000 and 127.0.0.1:9293, expected 0.0.0.0:3000';
    expect(place(['0.0.0.0', 4000], ['127.0.0.1', 9293])).toEqual({ text, isCertain: false });
  });
});
