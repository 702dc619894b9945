import { expect, test } from 'vitest';
import type { Activity } from '../../scaling/targets/activity.ts';
import { deregisterTarget, registerTarget } from './targets.ts';
import { minute, scaledStore, start, web, webId, webService } from './testing/scaled-store.ts';

const day = 24 * 60 * minute;

const activity = (number: number): Activity => ({
  activityId: `a${number}`,
  description: '',
  cause: '',
  status: 'Successful',
  startTimeMs: start + number,
});

/** A target with so many activities, the newest first, that is deregistered. */
function deregistered(count: number, atMs: number, before = scaledStore()) {
  const activities = Array.from({ length: count }, (_, index) => activity(count - index));
  const record = web(before);
  const targets = { [webId]: { ...record, state: { ...record.state, activities } } };
  return deregisterTarget({ ...before, scaling: { ...before.scaling, targets } }, webId, atMs);
}

const registration = { resourceId: webId, minCapacity: 2, maxCapacity: 10 };

test('activities of targets that are not registered any more are kept for six weeks', () => {
  const gone = deregistered(3, start + day);
  expect(gone.scaling?.formerActivities?.[webId]).toHaveLength(3);
  const other = { 'service/store/other': [activity(1)] };
  const kept = {
    ...gone,
    scaling: { targets: {}, formerActivities: { ...gone.scaling?.formerActivities, ...other } },
  };
  const again = registerTarget(kept, webService(kept), registration, start + 50 * day);
  expect(deregistered(0, start + 50 * day, again).scaling?.formerActivities).toEqual({});
});

test('of all of them together, the newest 500 are kept', () => {
  const before = scaledStore();
  const formerActivities = { 'service/store/other': [activity(1000), activity(999), activity(0)] };
  const full = { ...before, scaling: { targets: before.scaling?.targets ?? {}, formerActivities } };
  const kept = deregistered(499, start + day, full).scaling?.formerActivities ?? {};
  expect(kept['service/store/other']?.map(({ activityId }) => activityId)).toEqual(['a1000', 'a999']);
  expect(kept[webId]).toHaveLength(498);
  expect(kept[webId]?.at(-1)?.activityId).toBe('a2');
});

test('activities of a target that is registered again are kept once', () => {
  const gone = deregistered(3, start + day);
  const again = registerTarget(gone, webService(gone), registration, start + day);
  expect(web(again).state.activities).toHaveLength(3);
  expect(again.scaling?.formerActivities).toEqual({});
});
