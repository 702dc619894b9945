import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from './agent-message.ts';

const messages = fc.record({
  type: fc.constantFrom('input_stream_data', 'output_stream_data', 'acknowledge', 'channel_closed'),
  createdAt: fc.integer({ min: 1, max: 4_000_000_000_000 }),
  sequenceNumber: fc.maxSafeNat(),
  flags: fc.integer({ min: 0, max: 3 }),
  id: fc.uuid(),
  payloadType: fc.integer({ min: 0, max: 12 }),
  payload: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
});

describe('a message of a data channel', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(decodeMessage(encodeMessage(message))).toEqual(message);
      }),
    );
  });

  it('has its parts where the plugin looks for them', () => {
    const bytes = encodeMessage({
      type: 'output_stream_data',
      createdAt: 1_700_000_000_000,
      sequenceNumber: 7,
      flags: 1,
      id: '00112233-4455-6677-8899-aabbccddeeff',
      payloadType: 1,
      payload: Buffer.from('hello'),
    });
    expect([bytes.readUInt32BE(0), bytes.length]).toEqual([116, 120 + 5]);
    expect(bytes.toString('latin1', 4, 36)).toBe('output_stream_data'.padEnd(32));
    expect(bytes.readUInt32BE(36)).toBe(1);
    expect([bytes.readBigUInt64BE(40), bytes.readBigInt64BE(48), bytes.readBigUInt64BE(56)]).toEqual([
      1_700_000_000_000n,
      7n,
      1n,
    ]);
    expect(bytes.toString('hex', 64, 80)).toBe('8899aabbccddeeff0011223344556677');
    expect(bytes.toString('hex', 80, 112)).toBe(
      '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    );
    expect([bytes.readUInt32BE(112), bytes.readUInt32BE(116)]).toEqual([1, 5]);
    expect(bytes.toString('utf8', 120)).toBe('hello');
  });

  it('is none when a byte of its payload was changed, or when it was cut', () => {
    fc.assert(
      fc.property(messages, fc.nat(), (message, place) => {
        const bytes = encodeMessage(message);
        expect(decodeMessage(bytes.subarray(0, place % bytes.length))).toBeUndefined();
        if (message.payload.length === 0) return;
        const at = bytes.length - 1 - (place % message.payload.length);
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        expect(decodeMessage(bytes)).toBeUndefined();
      }),
    );
  });

  it('is none, and no error, whatever else comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        decodeMessage(Buffer.from(bytes));
      }),
    );
  });
});
