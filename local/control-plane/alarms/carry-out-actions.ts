import { type AlarmAction, isScalingAction, withoutPending } from '../../cloudwatch/alarms/alarm-actions.ts';
import type { AlarmRecord, PendingAction } from '../../cloudwatch/alarms/alarms-state.ts';
import type { AlarmEvaluation } from './alarm-evaluation.ts';
import { takeAction } from './take-action.ts';

/** Carries out what is pending in the state, at each turn of the loop and whenever it is asked to. */
export interface ActionCarrier {
  /** Scaling actions to be repeated together with the pending ones. */
  repeat(actions: readonly AlarmAction[]): void;
  carryOut(): void;
}

/** An action in the state, with the alarm that has it. */
interface Pending {
  readonly alarmName: string;
  readonly record: AlarmRecord;
  readonly action: PendingAction;
}

/**
 * A transition and its pending actions reach the disk together, and each action leaves the state together with the item of
 * its outcome. So a crash loses none; one that was carried out just before the crash is carried out once more.
 */
export function createActionCarrier(options: Omit<AlarmEvaluation, 'reader' | 'timeScale'>): ActionCarrier {
  const { loop, onScalingActions, signal, log } = options;
  const busy = new Set<string>();
  let repeats: readonly AlarmAction[] = [];

  function pending(isScaling: boolean): readonly Pending[] {
    const alarms = Object.entries(loop.persisted().alarms ?? {});
    return alarms.flatMap(([alarmName, record]) =>
      (record.pendingActions ?? [])
        .filter(({ actionArn }) => isScalingAction(actionArn) === isScaling)
        .map((action) => ({ alarmName, record, action })),
    );
  }

  function carryOut(): void {
    if (signal.aborted) return;
    scale();
    for (const { alarmName } of pending(false)) if (!busy.has(alarmName)) void notify(alarmName);
  }

  function scale(): void {
    const due = pending(true);
    const actions = [...due.filter((each) => hindrance(each) === undefined).map(toAlarmAction), ...repeats];
    repeats = [];
    if (actions.length > 0) onScalingActions(actions);
    for (const each of due) void settle(each, outcomeOf(each));
  }

  /** One after the other, so that notifications of an alarm arrive in the order of its states. */
  async function notify(alarmName: string): Promise<void> {
    busy.add(alarmName);
    while (!signal.aborted) {
      const next = pending(false).find((each) => each.alarmName === alarmName);
      const outcome = next === undefined ? 'stopped' : await takeAction(next.record, next.action, options);
      if (next === undefined || outcome === 'stopped') break;
      await settle(next, outcome);
    }
    busy.delete(alarmName);
  }

  async function settle({ alarmName, action }: Pending, outcome: { readonly error?: string }): Promise<void> {
    try {
      await loop.transact((state, atMs) => {
        const alarms = withoutPending(state.alarms ?? {}, alarmName, action, { ...outcome, atMs });
        return { state: { ...state, alarms }, result: undefined };
      });
    } catch (error) {
      if (!signal.aborted)
        log.error('the outcome of an action could not be kept', { alarm: alarmName, error });
    }
  }

  loop.onSettled(carryOut);
  return {
    repeat: (actions) => {
      repeats = actions.filter(({ to }) => to === 'ALARM');
    },
    carryOut,
  };
}

/** Why an action of an alarm is not taken that is in another state meanwhile: a scaling policy acts on the present. */
const tooLate = 'The alarm is in another state by now';

/** Decisions look at alarms in ALARM alone; on AWS, a step scaling policy acts in any state whose action it is. */
const otherState = 'Locally, scaling policies act in state ALARM alone';

/** Why a scaling action is not taken. */
function hindrance({ record, action }: Pending): string | undefined {
  if (record.state !== action.to) return tooLate;
  return action.to === 'ALARM' ? undefined : otherState;
}

function outcomeOf(pending: Pending): { readonly error?: string } {
  const error = hindrance(pending);
  return error === undefined ? {} : { error };
}

function toAlarmAction({ alarmName, action: { actionArn, from, to } }: Pending): AlarmAction {
  return { alarmName, actionArn, from, to, isRepeat: false };
}
