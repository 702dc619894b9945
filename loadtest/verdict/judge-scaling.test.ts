import { describe, expect, test } from 'vitest';
import type { AlarmRule } from '../../local/scaling/alarms/alarm.ts';
import { stepPolicy } from '../../local/scaling/testing/situations.ts';
import type { ObservedService } from '../record/observed-record.ts';
import { judgeScaling } from './judge-scaling.ts';
import { policySentences } from './testing/judged-sentences.ts';
import { type Counts, run, sampled, scaled } from './testing/recorded-runs.ts';
import { setDesired, stepping, tracking } from './testing/recorded-scaling.ts';
import { at, measured, startMs } from './testing/test-times.ts';

/** The load begins at 2:00, and three minutes later three values are above the target. */
const risen = measured('30*2 90*3 85 65*6');
const breached = measured('30*2 90*10');
const outAt505: Counts = { '0:00': [2, 2], '5:05': [3, 2], '5:40': [3, 3] };
const twoTasks = sampled({ '0:00': [2, 2] }, '40:00');
const threeTasks = sampled({ '0:00': [3, 3] }, '40:00');
const alarmAt505 = { high: { '5:05': 'ALARM' } } as const;

type Scaling = Partial<NonNullable<ObservedService['scaling']>>;

const requests = (text: string, states: Parameters<typeof tracking>[2] = {}) =>
  tracking({ policyName: 'requests', targetValue: 1000 }, measured(text), states, {
    metricName: 'RequestCountPerTarget',
  });

describe('a policy that acts', () => {
  const cpu = tracking({}, risen, { high: { '5:05': 'ALARM', '8:05': 'OK' } });
  const activities = [setDesired(3, 'cpu', '5:05', '5:40')];

  test('in time has passed, with the value that breached, the alarm, the change and its effect', () => {
    const service = scaled({ policies: [cpu], activities }, sampled(outAt505, '12:00'));
    expect(judgeScaling(run('12:00', [service]))).toEqual({
      policies: [
        {
          ...{ service: 'web', policyName: 'cpu', outcome: 'passed' },
          sentence:
            'cpu acted: CPUUtilization reached 90 (target 70) at 2:00, its alarm went off at 5:05 and web went from 2 to 3 tasks at 5:05; 3 tasks ran at 5:40, and response times were as before by 5:50.',
          expected: [{ direction: 'out', atMs: at('5:00'), value: 90, threshold: 70 }],
          observed: [
            {
              ...{ direction: 'out', from: 2, to: 3, breach: { atMs: at('2:00'), value: 90 } },
              ...{ alarmAtMs: at('5:05'), activityAtMs: at('5:05') },
              ...{ fulfilledAtMs: at('5:40'), recoveredAtMs: at('5:50') },
            },
          ],
        },
      ],
      ...{ findings: [], faults: [] },
    });
  });

  test('may be as late as metrics, evaluations and the action are, and no later', () => {
    const late = (time: string) =>
      policySentences(
        '12:00',
        {
          policies: [tracking({}, breached, alarmAt505)],
          activities: [setDesired(3, 'cpu', time, '8:00')],
        },
        sampled({ '0:00': [2, 2], [time]: [3, 2], '8:00': [3, 3] }, '12:00'),
      );
    expect(late('7:15')).toEqual([expect.stringMatching(/^passed: /)]);
    expect(late('7:16')).toEqual([
      'failed: cpu acted late: CPUUtilization reached 90 (target 70) at 5:00, and web went from 2 to 3 tasks only at 7:16, 2:16 later, when it may take 2:15.',
    ]);
  });

  test('may take the minutes on AWS that metrics take there', () => {
    const onAws = (time: string) =>
      policySentences(
        '15:00',
        {
          policies: [tracking({}, measured('30*2 90*13'), alarmAt505)],
          activities: [setDesired(3, 'cpu', time, '10:00')],
        },
        sampled({ '0:00': [2, 2], [time]: [3, 2], '10:00': [3, 3] }, '15:00'),
        { environment: 'staging' },
      );
    expect(onAws('9:40')).toEqual([expect.stringMatching(/^passed: /)]);
    expect(onAws('9:41')).toEqual([expect.stringMatching(/^failed: .* when it may take 4:40\.$/)]);
  });

  test('without a reason has failed', () => {
    expect(
      policySentences(
        '12:00',
        { policies: [tracking({}, measured('30*12'))], activities: [setDesired(4, 'cpu', '6:00', '6:30')] },
        sampled({ '0:00': [2, 2], '6:00': [4, 2], '6:30': [4, 4] }, '12:00'),
      ),
    ).toEqual([
      'failed: cpu acted without a reason: web went from 2 to 4 tasks at 6:00, although CPUUtilization did not call for it.',
    ]);
  });

  test('without tasks that run has failed', () => {
    expect(
      policySentences(
        '12:00',
        { policies: [cpu], activities: [setDesired(3, 'cpu', '5:05')] },
        sampled({ '0:00': [2, 2], '5:05': [3, 2] }, '12:00'),
      ),
    ).toEqual([
      'failed: cpu acted in vain: web went from 2 to 3 tasks at 5:05, but 3 tasks were not running and healthy 5:00 later.',
    ]);
  });

  test('has tasks only once their targets are healthy', () => {
    const samples = sampled(outAt505, '12:00').map((sample) => ({
      ...sample,
      healthyTargets: sample.atMs < at('6:20') ? 2 : 3,
    }));
    expect(policySentences('12:00', { policies: [cpu], activities }, samples)).toEqual([
      expect.stringMatching(/; 3 tasks were healthy at 6:20, and/),
    ]);
  });

  test('has tasks only once those of its next changes are healthy, too, however soon they follow', () => {
    const scaling = {
      policies: [cpu],
      activities: [setDesired(4, 'cpu', '5:35', '5:40'), setDesired(3, 'cpu', '5:05', '5:10')],
    };
    const counts = {
      '0:00': [2, 2],
      '5:05': [3, 2],
      '5:10': [3, 3],
      '5:35': [4, 3],
      '5:40': [4, 4],
    } as const;
    const samples = sampled(counts, '12:00').map((sample) => ({
      ...sample,
      healthyTargets: sample.atMs < at('6:20') ? 2 : 4,
    }));
    expect(policySentences('12:00', scaling, samples)).toEqual([
      expect.stringMatching(
        /3 tasks at 5:05; later it set 4 tasks at 5:35; 4 tasks were healthy at 6:20, and/,
      ),
    ]);
  });

  test('later, too, has each of its changes, and the maximum that stopped it, in its sentence', () => {
    const scaling = {
      maxCapacity: 4,
      policies: [tracking({}, measured('30*2 90*3 90*18'), alarmAt505)],
      activities: [setDesired(4, 'cpu', '9:05', '9:30'), setDesired(3, 'cpu', '5:05', '5:40')],
    };
    const samples = sampled({ ...outAt505, '9:05': [4, 3], '9:30': [4, 4] }, '20:00');
    expect(policySentences('20:00', scaling, samples)).toEqual([
      expect.stringMatching(
        /^passed: .*; later it set 4 tasks at 9:05; 4 tasks ran at 9:30, and response times were as before by 9:40; from 13:00 on it requested 6 tasks, but the maximum capacity is 4\.$/,
      ),
    ]);
  });
});

test('a change that overrides another one is that of its policy, also where the other one tells of it first', () => {
  const overridden = {
    status: 'Overridden',
    statusMessage: 'Successfully set desired count to 3. Found it was later changed to 4.',
  };
  const scaling: Scaling = {
    policies: [tracking({}, measured('30*2 90*3 95*7'), alarmAt505)],
    activities: [setDesired(4, 'cpu', '6:05', '6:50'), setDesired(3, 'cpu', '5:05', '6:04', overridden)],
  };
  const samples = sampled({ '0:00': [2, 2], '5:05': [3, 2], '6:04': [4, 2], '6:50': [4, 4] }, '9:00');
  const [verdict] = judgeScaling(run('9:00', [scaled(scaling, samples)])).policies;
  expect(verdict?.observed.map(({ from, to }) => [from, to])).toEqual([
    [2, 3],
    [3, 4],
  ]);
});

test('the tasks that a policy added are not what it waits for if somebody changed their number by hand', () => {
  const overridden = {
    status: 'Overridden',
    statusMessage: 'Successfully set desired count to 3. Found it was later changed to 6.',
  };
  const scaling: Scaling = {
    policies: [tracking({}, measured('30*2 90*3 65*7'), alarmAt505)],
    activities: [setDesired(3, 'cpu', '5:05', '5:30', overridden)],
  };
  const samples = sampled({ '0:00': [2, 2], '5:05': [3, 2], '5:30': [6, 2] }, '12:00');
  expect(policySentences('12:00', scaling, samples)).toEqual([
    'passed: cpu acted: CPUUtilization reached 90 (target 70) at 2:00, its alarm went off at 5:05 and web went from 2 to 3 tasks at 5:05; 3 tasks were not seen to run.',
  ]);
});

describe('a policy that never acts', () => {
  test('although its alarm goes off has failed', () => {
    expect(policySentences('12:00', { policies: [tracking({}, breached, alarmAt505)] })).toEqual([
      'failed: cpu did not act: CPUUtilization reached 90 (target 70) at 5:00, which calls for 3 tasks, but its alarm went off at 5:05 and nothing had followed by 7:15.',
    ]);
  });

  test('because its alarm does not go off has failed', () => {
    expect(policySentences('12:00', { policies: [tracking({}, breached)] })).toEqual([
      'failed: cpu did not act: CPUUtilization reached 90 (target 70) at 5:00, which calls for 3 tasks, but its alarm did not go off by 7:15.',
    ]);
  });

  test('because the load never brings its metric there was not exercised', () => {
    expect(policySentences('12:00', { policies: [tracking({}, measured('30*2 41.25*3 30*7'))] })).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 41.25 (target 70) at 2:00.',
    ]);
  });

  test('because its metric breaches for too short a time was not exercised', () => {
    expect(policySentences('12:00', { policies: [tracking({}, measured('30*2 90*2 50*8'))] })).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 90 (target 70) at 2:00, but not for the 3 of 3 periods after which its alarm goes off.',
    ]);
  });

  test('before the test ends, when it still had time to, was not exercised', () => {
    expect(policySentences('6:00', { policies: [tracking({}, measured('30*2 90*4'))] })).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 90 (target 70) at 2:00, and the test ended before it had to act.',
    ]);
  });

  test('because there are already as many tasks as it wants was not exercised', () => {
    expect(
      policySentences('12:00', { policies: [tracking({}, measured('30*2 71*10'))] }, threeTasks),
    ).toEqual([expect.stringMatching(/^failed: .*which calls for 4 tasks/)]);
    const starting = sampled({ '0:00': [4, 2] }, '12:00');
    expect(policySentences('12:00', { policies: [tracking({}, measured('30*2 71*10'))] }, starting)).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 71 (target 70) at 2:00, where it requested 3 tasks, and the desired count is already 4.',
    ]);
  });
});

describe('a policy could not act', () => {
  test('where another one asked for more tasks at the same time', () => {
    const cpu = tracking({}, risen, alarmAt505);
    const scaling = {
      policies: [cpu, requests('300*2 2000*3 1800 950*6', alarmAt505)],
      activities: [setDesired(4, 'requests', '5:05', '5:40')],
    };
    const samples = sampled({ '0:00': [2, 2], '5:05': [4, 2], '5:40': [4, 4] }, '12:00');
    expect(policySentences('12:00', scaling, samples)).toEqual([
      'could-not-act: cpu could not act: CPUUtilization reached 90 (target 70) at 5:00; it requested 3 tasks; requests acted.',
      expect.stringMatching(
        /^passed: requests acted: RequestCountPerTarget reached 2000 \(target 1000\) at 2:00/,
      ),
    ]);
  });

  test('where another one had already acted', () => {
    const cpu = tracking({}, measured('30*3 90*3 65*6'), { high: { '6:05': 'ALARM' } });
    const scaling = {
      policies: [cpu, requests('300*2 2000*3 1800 950*6', alarmAt505)],
      activities: [setDesired(4, 'requests', '5:05', '5:40')],
    };
    const samples = sampled({ '0:00': [2, 2], '5:05': [4, 2], '5:40': [4, 4] }, '12:00');
    expect(policySentences('12:00', scaling, samples)[0]).toBe(
      'could-not-act: cpu could not act: CPUUtilization reached 90 (target 70) at 6:00; requests had set web to 4 tasks at 5:05.',
    );
  });

  test('where another one acted although this one asked for more', () => {
    const scaling = {
      policies: [tracking({}, breached, alarmAt505), requests('300*12')],
      activities: [setDesired(3, 'requests', '5:30', '5:40')],
    };
    const samples = sampled({ '0:00': [2, 2], '5:30': [3, 2], '5:40': [3, 3] }, '7:00');
    expect(policySentences('7:00', scaling, samples)[0]).toBe(
      'could-not-act: cpu could not act: CPUUtilization reached 90 (target 70) at 5:00; requests had set web to 3 tasks at 5:30.',
    );
  });

  const low = { low: { '16:05': 'ALARM' } } as const;
  const cpuAt = (text: string, changes = {}) => tracking({}, measured(text), low, changes);

  test.each<[string, Scaling, string]>([
    [
      'the guard against flapping holds it',
      { policies: [cpuAt('60*40')] },
      'CPUUtilization fell to 60 (scale-in below 63) at 15:00; it did not remove a task: with one task fewer, its metric would rise from 60 to 90, above the target of 70.',
    ],
    [
      'another policy does not agree',
      { policies: [cpuAt('20*40'), requests('950*40')] },
      'CPUUtilization fell to 20 (scale-in below 63) at 15:00; it would be content with 1 task, but requests does not agree.',
    ],
    [
      'the actions of its alarm are disabled',
      { policies: [cpuAt('20*40', { areActionsDisabled: true })] },
      'CPUUtilization fell to 20 (scale-in below 63) at 15:00; it did nothing: the actions of the alarm cpu-low are disabled.',
    ],
    [
      'scale-in is suspended',
      { policies: [cpuAt('20*40')], isScaleInSuspended: true },
      'CPUUtilization fell to 20 (scale-in below 63) at 15:00; it would be content with 1 task, but scale-in is suspended.',
    ],
  ])('where %s', (_, scaling, sentence) => {
    expect(policySentences('40:00', scaling, threeTasks)[0]).toBe(
      `could-not-act: cpu could not act: ${sentence}`,
    );
  });

  test('where a deployment forbids to scale in', () => {
    const deployments = [{ id: 'one', startMs, rolloutState: 'IN_PROGRESS' }];
    const samples = threeTasks.map((sample) => ({ ...sample, deployments }));
    expect(policySentences('40:00', { policies: [cpuAt('20*40')] }, samples)).toEqual([
      'could-not-act: cpu could not act: CPUUtilization fell to 20 (scale-in below 63) at 15:00; it would be content with 1 task, but nothing is scaled in during a deployment.',
    ]);
  });

  const high = tracking({}, breached, alarmAt505);
  const reached = 'could-not-act: cpu could not act: CPUUtilization reached 90 (target 70) at 5:00';

  test.each<[string, Scaling, string]>([
    [
      'at the maximum',
      { maxCapacity: 2, policies: [high] },
      'it requested 3 tasks, but the maximum capacity is 2.',
    ],
    [
      'while scale-out is suspended',
      { isScaleOutSuspended: true, policies: [high] },
      'it requested 3 tasks, but scale-out is suspended.',
    ],
    [
      'while the actions of its alarm are disabled',
      { policies: [tracking({}, breached, alarmAt505, { areActionsDisabled: true })] },
      'it did nothing: the actions of the alarm cpu-high are disabled.',
    ],
    [
      'while a cooldown lasts',
      {
        policies: [tracking({ scaleOutCooldownSeconds: 900 }, measured('60*2 90*10'), alarmAt505)],
        activities: [setDesired(3, 'cpu', '-4:00', '-3:00')],
      },
      'it is waiting: its scale-out cooldown ends at 12:00.',
    ],
    [
      'by what Application Auto Scaling itself said',
      {
        policies: [high],
        activities: [
          setDesired(0, 'cpu', '5:10', undefined, {
            description: 'Attempting to scale due to alarm triggered',
            ...{ status: 'Failed', notScaled: [{ code: 'AlreadyAtMaxCapacity', maxCapacity: 2 }] },
          }),
        ],
      },
      'Application Auto Scaling answered: Nothing was changed: AlreadyAtMaxCapacity (2): monitor alarm cpu-high in state ALARM triggered policy cpu.',
    ],
  ])('%s', (_, scaling, why) => {
    expect(policySentences('12:00', scaling)).toEqual([`${reached}; ${why}`]);
  });

  test('without data, which is a fault of the test as well', () => {
    const service = scaled({ policies: [tracking({}, [])] }, twoTasks);
    const { policies, faults } = judgeScaling(run('12:00', [service]));
    expect(policies.map(({ outcome, sentence }) => [outcome, sentence])).toEqual([
      ['could-not-act', 'cpu could not act: CPUUtilization has no data.'],
    ]);
    expect(faults).toEqual(['web has metrics without data: CPUUtilization of cpu.']);
  });

  test('while the environment is gone, unless it does not act afterwards either', () => {
    const gaps = [{ fromMs: at('4:50'), toMs: at('6:00'), reason: 'connect ECONNREFUSED.' }];
    const during = (text: string) => {
      const services = [scaled({ policies: [tracking({}, measured(text))] }, twoTasks)];
      return judgeScaling(run('12:00', [], { observed: { services, gaps, clockAheadMs: 0 } }));
    };
    const { policies, faults } = during('30*2 90*3 40*7');
    expect(policies[0]).toMatchObject({
      outcome: 'could-not-act',
      sentence:
        'cpu could not act: CPUUtilization reached 90 (target 70) at 5:00; the environment did not answer from 4:50 to 6:00.',
    });
    expect(faults).toEqual([
      'The environment could not be observed from 4:50 to 6:00: connect ECONNREFUSED.',
    ]);
    expect(during('30*2 90*10').policies[0]).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringMatching(/did not go off by 8:15\.$/),
    });
  });
});

describe('a scale-in', () => {
  const text = '90*3 85 65*2 20*34';
  const scaling = (...times: readonly string[]): Scaling => ({
    policies: [
      tracking({}, measured(text), { high: { '3:05': 'ALARM', '6:05': 'OK' }, low: { '21:05': 'ALARM' } }),
    ],
    activities: [
      ...times.map((time) => setDesired(2, 'cpu', time, time)),
      setDesired(3, 'cpu', '3:05', '3:40'),
    ],
  });
  const out: Counts = { '0:00': [2, 2], '3:05': [3, 2], '3:40': [3, 3] };

  test('is one of the changes of a policy', () => {
    const [verdict] = policySentences(
      '40:00',
      scaling('21:05'),
      sampled({ ...out, '21:05': [2, 2] }, '40:00'),
    );
    expect(verdict).toMatch(/^passed: .*; later it set 2 tasks at 21:05; 2 tasks ran at 21:05\.$/);
  });

  test('that is late, or does not take place, fails its policy', () => {
    const [late] = policySentences('40:00', scaling('26:05'), sampled({ ...out, '26:05': [2, 2] }, '40:00'));
    expect(late).toBe(
      'failed: cpu acted late: CPUUtilization fell to 20 (scale-in below 63) at 21:00, and web went from 3 to 2 tasks only at 26:05, 5:05 later, when it may take 2:15.',
    );
    const [never] = policySentences('40:00', scaling(), sampled(out, '40:00'));
    expect(never).toBe(
      'failed: cpu did not act: CPUUtilization fell to 20 (scale-in below 63) at 21:00, which calls for 2 tasks, but its alarm went off at 21:05 and nothing had followed by 23:15.',
    );
  });

  test('that the metric called for too shortly is not asked of its policy', () => {
    const brief: Scaling = {
      policies: [tracking({}, measured('20*15 65*20'), { low: { '15:05': 'ALARM', '16:05': 'OK' } })],
    };
    expect(policySentences('30:00', brief, threeTasks)).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 65 (target 70) at 15:00.',
    ]);
  });

  test('by another policy is what a policy that agreed to it wanted', () => {
    const both: Scaling = {
      policies: [
        tracking({}, measured('20*40'), { low: { '15:05': 'ALARM' } }),
        requests('950*5 500*35', { low: { '20:05': 'ALARM' } }),
      ],
      activities: [setDesired(2, 'requests', '20:05', '20:05')],
    };
    expect(policySentences('40:00', both, sampled({ '0:00': [3, 3], '20:05': [2, 2] }, '40:00'))).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 20 (target 70) at 0:00.',
      'passed: requests acted: RequestCountPerTarget fell to 500 (scale-in below 900) at 5:00, its alarm went off at 20:05 and web went from 3 to 2 tasks at 20:05; 2 tasks ran at 20:05.',
    ]);
  });

  test('is nothing that a service at its minimum is held from', () => {
    expect(
      policySentences('40:00', { policies: [tracking({}, measured('20*40')), requests('950*40')] }),
    ).toEqual([
      expect.stringMatching(/^not-exercised: cpu/),
      expect.stringMatching(/^not-exercised: requests/),
    ]);
  });
});

describe('a step scaling policy', () => {
  const queue = measured('10*4 75*1 20*7');

  test('acts by the step for its value', () => {
    expect(
      policySentences(
        '12:00',
        {
          policies: [stepping({}, queue, { '5:05': 'ALARM' })],
          activities: [setDesired(5, 'steps', '5:06', '5:30')],
        },
        sampled({ '0:00': [2, 2], '5:06': [5, 2], '5:30': [5, 5] }, '12:00'),
      ),
    ).toEqual([
      expect.stringMatching(
        /^passed: steps acted: QueueDepth reached 75 \(threshold 50\) at 4:00, its alarm went off at 5:05 and web went from 2 to 5 tasks at 5:06;/,
      ),
    ]);
  });

  test('without a step for its value could not act', () => {
    const steps = [{ lowerBound: 50, scalingAdjustment: 1 }];
    expect(policySentences('12:00', { policies: [stepping({ steps }, queue)] })).toEqual([
      'could-not-act: steps could not act: QueueDepth reached 75 (threshold 50) at 5:00; it did nothing: it has no step for a value of 75.',
    ]);
  });

  test('goes by the rule of its alarm, as the environment or the definition tells it', () => {
    const rule: AlarmRule = {
      ...{ threshold: 50, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
      ...{ evaluationPeriods: 2, datapointsToAlarm: 2, treatMissingData: 'missing' },
    };
    const outcomes = (alarm: object, definition: Parameters<typeof judgeScaling>[1] = []) => {
      const service = scaled({ policies: [stepping({}, queue, {}, alarm)] }, twoTasks);
      return judgeScaling(run('12:00', [service]), definition).policies.map(({ outcome }) => outcome);
    };
    expect(outcomes({})).toEqual(['failed']);
    expect(outcomes({ rule })).toEqual(['not-exercised']);
    const policies = [{ policyName: 'steps', alarm: rule }];
    expect(outcomes({}, [{ service: 'web', policies }])).toEqual(['not-exercised']);
    expect(outcomes({}, [{ service: 'worker', policies: [] }])).toEqual(['failed']);
  });

  test('that removes tasks is told by what its metric fell to', () => {
    const steps = [{ upperBound: 0, scalingAdjustment: -1 }];
    expect(
      policySentences(
        '12:00',
        {
          policies: [stepping({ steps }, measured('80*4 20*8'), { '5:05': 'ALARM' })],
          activities: [setDesired(2, 'steps', '5:06', '5:06')],
        },
        sampled({ '0:00': [3, 3], '5:06': [2, 2] }, '12:00'),
      ),
    ).toEqual([
      'passed: steps acted: QueueDepth fell to 20 (threshold 50) at 4:00, its alarm went off at 5:05 and web went from 3 to 2 tasks at 5:06; 2 tasks ran at 5:10.',
    ]);
  });
});

describe('a time scale', () => {
  const values = measured('30*20 90*3 85 65*20', 6000);
  const tenth = (from: string, until: string) => {
    const scaling = {
      timeScale: 10,
      policies: [tracking({}, values, { high: { [from]: 'ALARM' } })],
      activities: [setDesired(3, 'cpu', from, until)],
    };
    const samples = sampled({ '0:00': [2, 2], [from]: [3, 2], [until]: [3, 3] }, '4:00');
    return policySentences('4:00', scaling, samples, { timeScale: 10 });
  };

  test('shortens periods and delays', () => {
    expect(tenth('2:19', '2:30')).toEqual([
      'passed: cpu acted: CPUUtilization reached 90 (target 70) at 2:00, its alarm went off at 2:19 and web went from 2 to 3 tasks at 2:19; 3 tasks ran at 2:30, and response times were as before by 2:40.',
    ]);
    expect(tenth('2:41', '2:50')).toEqual([expect.stringMatching(/^passed: /)]);
    expect(tenth('2:42', '2:50')).toEqual([
      expect.stringMatching(/^failed: .* 0:24 later, when it may take 0:23\.$/),
    ]);
  });
});

describe('two services', () => {
  test('are judged each by itself', () => {
    const idle = scaled({ policies: [tracking({}, measured('30*12'))] }, twoTasks, 'worker');
    const busy = scaled({ policies: [tracking({}, breached)] }, twoTasks);
    const { scaling: _, ...unscaled } = busy;
    const { policies } = judgeScaling(run('12:00', [idle, busy, { ...unscaled, service: 'admin' }]));
    expect(policies.map(({ service, outcome }) => [service, outcome])).toEqual([
      ['worker', 'not-exercised'],
      ['web', 'failed'],
    ]);
  });
});

test('policies of the definition that the environment does not have have failed', () => {
  const service = scaled({ policies: [tracking({}, measured('30*12'))] }, twoTasks);
  const { policies } = judgeScaling(run('12:00', [service]), [
    { service: 'web', policies: [{ policyName: 'cpu' }, { policyName: 'latency' }] },
    { service: 'worker', policies: [{ policyName: 'queue' }] },
  ]);
  expect(policies.slice(1)).toEqual([
    {
      ...{ service: 'web', policyName: 'latency', outcome: 'failed', expected: [], observed: [] },
      sentence: 'latency is defined for web, but the environment local does not have it.',
    },
    {
      ...{ service: 'worker', policyName: 'queue', outcome: 'failed', expected: [], observed: [] },
      sentence: 'queue is defined for worker, but the environment local does not have it.',
    },
  ]);
});

test('a policy that no alarm triggers could not act, and has failed if the definition gives it one', () => {
  const idlePolicies = ['drain', 'queue'].map((policyName) => stepPolicy({ policyName }));
  const service = scaled({ policies: [tracking({}, measured('30*12'))], idlePolicies }, twoTasks);
  const alarm: AlarmRule = {
    ...{ threshold: 50, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
    ...{ evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing' },
  };
  const { policies } = judgeScaling(run('12:00', [service]), [
    { service: 'worker', policies: [] },
    { service: 'web', policies: [{ policyName: 'drain' }, { policyName: 'queue', alarm }] },
  ]);
  expect(policies.slice(1)).toEqual([
    {
      ...{ service: 'web', policyName: 'drain', outcome: 'could-not-act', expected: [], observed: [] },
      sentence: 'drain could not act: no alarm has it as its action.',
    },
    {
      ...{ service: 'web', policyName: 'queue', outcome: 'failed', expected: [], observed: [] },
      sentence:
        'queue is defined for web with an alarm, but in the environment local no alarm has it as its action.',
    },
  ]);
});

test('each service has the policies and alarms that are defined for it', () => {
  const alarm = (threshold: number): AlarmRule => ({
    ...{ threshold, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
    ...{ evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing' },
  });
  const queue = (service: string) =>
    scaled({ policies: [stepping({}, measured('10*4 75 20*7'))] }, twoTasks, service);
  const defined = (thresholds: readonly (readonly [string, number])[]) =>
    thresholds.map(([service, threshold]) => ({
      service,
      policies: [{ policyName: 'steps', alarm: alarm(threshold) }],
    }));
  const record = run('12:00', [queue('worker'), queue('web')]);
  const outcomes = judgeScaling(
    record,
    defined([
      ['web', 50],
      ['worker', 90],
    ]),
  ).policies;
  expect(outcomes.map(({ service, outcome }) => [service, outcome])).toEqual([
    ['worker', 'not-exercised'],
    ['web', 'failed'],
  ]);
  const idle = scaled({ policies: [] }, twoTasks, 'admin');
  const { policies } = judgeScaling(run('12:00', [queue('web'), idle]), defined([['admin', 50]]));
  expect(policies.at(-1)).toMatchObject({
    service: 'admin',
    sentence: 'steps is defined for admin, but the environment local does not have it.',
  });
});

test('without samples, activities and the history of alarms are what a policy is judged by', () => {
  const policies = [tracking({}, risen, { high: { '5:05': 'ALARM', '8:05': 'OK' } })];
  const service = scaled({ policies, activities: [setDesired(3, 'cpu', '5:05', '5:40')] }, []);
  const verdict = judgeScaling(run('12:00', [service]));
  expect(verdict.policies[0]).toMatchObject({ outcome: 'passed', observed: [{ fulfilledAtMs: at('5:40') }] });
  expect(verdict.faults).toEqual(['web was never observed: there are no samples of its tasks.']);
});
