import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaleOrders } from './scale-order.ts';
import { planScale, type ScaleState } from './scale-plan.ts';

const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 27, 9);

function web(
  given: Partial<ScaleState> = {},
  scaling: Partial<NonNullable<ScaleState['scaled']>> = {},
): ScaleState {
  return {
    ...{
      service: 'spree-staging-web',
      cluster: 'c',
      name: 'web',
      desiredCount: 2,
      putBack: undefined,
      scheduledActions: [],
    },
    scaled: {
      ...{ resourceId: 'service/c/spree-staging-web', cluster: 'c', service: 'spree-staging-web' },
      ...{ minCapacity: 2, maxCapacity: 10 },
      ...{ isScaleOutSuspended: false, isScaleInSuspended: false, isScheduledScalingSuspended: false },
      ...scaling,
    },
    ...given,
  };
}

function plan(state: ScaleState, word: string, forMs?: number) {
  const [order] = scaleOrders([word]);
  if (order === undefined) throw new Error('there is one');
  return planScale(state, order, { forMs, nowMs });
}

test('a number within the bounds sets the desired count alone, and says what scaling may make of it', () => {
  const { steps, change, note } = plan(web(), 'web=5');
  expect(steps).toEqual([{ kind: 'set desired count', count: 5 }]);
  expect(change).toBe('web: 5 tasks instead of 2');
  expect(note).toBe(
    'Scaling may add tasks up to 10 under load, and remove them down to 2 when there is little. To keep 5 for a while: web=5 --for 2h',
  );
});

test.each([
  [12, 'Scaling keeps web between 2 and 10 tasks: it would undo 12', 'web=12 --for 2h. For good: web=2..12'],
  [1, 'Scaling keeps web between 2 and 10 tasks: it would undo 1', 'web=1 --for 2h. For good: web=1..10'],
])('%i tasks, which scaling would undo, are refused with what to do', (count, message, hint) => {
  expect(() => plan(web(), `web=${count}`)).toThrow(
    expect.objectContaining({ code: 'SCALE_OUTSIDE_BOUNDS', message, hint: expect.stringContaining(hint) }),
  );
});

test('what is suspended is not announced', () => {
  expect(plan(web({}, { isScaleInSuspended: true }), 'web=5').note).toBe(
    'Scaling may add tasks up to 10 under load.',
  );
  const all = { isScaleInSuspended: true, isScaleOutSuspended: true };
  expect(plan(web({}, all), 'web=5').note).toBe('Scaling changes nothing about it.');
});

test('for a while, the end is scheduled before the bounds change, so that an interruption leaves nothing for good', () => {
  const { steps, note } = plan(web(), 'web=12', 2 * hourMs);
  expect(steps).toEqual([
    { kind: 'schedule put-back', atMs: nowMs + 2 * hourMs, min: 2, max: 10 },
    { kind: 'set bounds', min: 12, max: 12 },
    { kind: 'set desired count', count: 12 },
  ]);
  expect(note).toBe(
    'Until 2026-11-27 11:00:00 UTC scaling keeps at least 12, and may add up to 12. Then AWS sets the bounds back to 2 and 10.',
  );
});

test('for a while, it says which scheduled actions set bounds as well', () => {
  const { note } = plan(web({ scheduledActions: ['morning', 'evening'] }), 'web=5', hourMs);
  expect(note).toMatch(/Before that, morning and evening, which are scheduled actions, may change them\.$/);
});

test('a second --for puts back what was before the first one', () => {
  const held = web(
    { desiredCount: 5, putBack: { atMs: nowMs + hourMs, min: 2, max: 10 } },
    { minCapacity: 5 },
  );
  expect(plan(held, 'web=7', hourMs).steps).toEqual([
    { kind: 'schedule put-back', atMs: nowMs + hourMs, min: 2, max: 10 },
    { kind: 'set bounds', min: 7, max: 10 },
    { kind: 'set desired count', count: 7 },
  ]);
});

test('new bounds bring the number of tasks inside, and end an earlier --for', () => {
  const held = web(
    { desiredCount: 5, putBack: { atMs: nowMs + hourMs, min: 2, max: 10 } },
    { minCapacity: 5 },
  );
  expect(plan(held, 'web=2..4').steps).toEqual([
    { kind: 'set bounds', min: 2, max: 4 },
    { kind: 'cancel put-back' },
    { kind: 'set desired count', count: 4 },
  ]);
  expect(plan(web(), 'web=0..0').steps).toEqual([
    { kind: 'set bounds', min: 0, max: 0 },
    { kind: 'set desired count', count: 0 },
  ]);
  expect(plan(web(), 'web=2..10').steps).toEqual([]);
});

test('a service without scaling keeps any number, and has neither bounds nor an end', () => {
  const plain = web({ scaled: undefined });
  expect(plan(plain, 'web=40')).toMatchObject({
    steps: [{ kind: 'set desired count', count: 40 }],
    note: 'Nothing scales it: it stays so.',
  });
  expect(() => plan(plain, 'web=1..2')).toThrow(expect.objectContaining({ code: 'SERVICE_NOT_SCALED' }));
  expect(() => plan(plain, 'web=1', hourMs)).toThrow(expect.objectContaining({ code: 'SERVICE_NOT_SCALED' }));
});

test('--for is refused where scheduled scaling is suspended, since nothing would end it', () => {
  expect(() => plan(web({}, { isScheduledScalingSuspended: true }), 'web=5', hourMs)).toThrow(
    expect.objectContaining({ code: 'SCALING_SUSPENDED', hint: expect.stringContaining('web=2..10') }),
  );
});

test('after every plan the number of tasks is one that scaling leaves within the bounds', () => {
  const count = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(count, count, count, count, count, fc.boolean(), (a, b, desired, first, second, isHeld) => {
      const before = web(
        { desiredCount: desired },
        { minCapacity: Math.min(a, b), maxCapacity: Math.max(a, b) },
      );
      const words = [`web=${Math.min(first, second)}..${Math.max(first, second)}`, `web=${first}`];
      for (const word of words) {
        const order = scaleOrders([word])[0];
        if (order === undefined) continue;
        const forMs = isHeld ? hourMs : undefined;
        let bounds = { min: Math.min(a, b), max: Math.max(a, b) };
        if (order.kind === 'tasks' && !isHeld && (first < bounds.min || first > bounds.max)) continue;
        const planned = planScale(before, order, { forMs, nowMs });
        let now = desired;
        for (const step of planned.steps) {
          if (step.kind === 'set bounds') bounds = step;
          if (step.kind === 'set desired count') now = step.count;
        }
        expect(now).toBe(planned.count);
        expect(now).toBeGreaterThanOrEqual(bounds.min);
        expect(now).toBeLessThanOrEqual(bounds.max);
      }
    }),
  );
});

test.each([
  [[], 'needs a service and a number'],
  [['web'], "'web' is not a service with a number of tasks"],
  [['web='], "'' of web is neither a number of tasks nor a range"],
  [['web=-1'], "'-1' of web is neither"],
  [['web=1e3'], "'1e3' of web is neither"],
  [['web=1..2..3'], "'1..2..3' of web is neither"],
  [['web=5..2'], "the range '5..2' of web begins above its end"],
  [['web=5001'], 'at most 5000 tasks'],
  [['web=1', 'web=2'], 'web is given more than once'],
])('the arguments %j are refused', (words, message) => {
  expect(() => scaleOrders(words)).toThrow(
    expect.objectContaining({ code: 'BAD_ARGUMENT', exitCode: 2, message: expect.stringContaining(message) }),
  );
});
