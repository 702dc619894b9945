import type { RunRecord } from '../record/run-record.ts';
import type { ThresholdVerdict } from '../verdict/verdict.ts';
import { stepNamesIn, stepsNamed } from './load-counts.ts';
import { measured } from './measurement.ts';
import { mergeTimesOnce } from './merged-times.ts';
import { minimumSamplesFor } from './minimum-samples.ts';
import { type PhaseSpan, scaleOutPhases } from './scale-out-phases.ts';
import { selectedWindows } from './selected-windows.ts';
import type { Threshold } from './threshold.ts';
import {
  limitSentence,
  noScaleOutSentence,
  thresholdTitle,
  tooFewSentence,
  unknownStepSentence,
} from './threshold-words.ts';

/** Judges a run by each threshold. One without enough samples fails, as does one for a step that the run did not have. */
export function judgeThresholds(
  thresholds: readonly Threshold[],
  record: RunRecord,
): readonly ThresholdVerdict[] {
  const run = {
    ...{ record, phases: scaleOutPhases(record), steps: stepNamesIn(record.load.windows) },
    mergeTimes: mergeTimesOnce(),
  };
  return thresholds.map((threshold) => ({ title: thresholdTitle(threshold), ...judge(threshold, run) }));
}

interface Run {
  readonly record: RunRecord;
  readonly phases: readonly PhaseSpan[];
  readonly steps: readonly string[];
  readonly mergeTimes: ReturnType<typeof mergeTimesOnce>;
}

type Judgement = Omit<ThresholdVerdict, 'title'>;

function judge(threshold: Threshold, { record, phases, steps, mergeTimes }: Run): Judgement {
  const { measure, phase, minimumSamples = minimumSamplesFor(measure) } = threshold;
  const name = 'of' in measure ? measure.of : undefined;
  const named = stepsNamed(steps, name);
  if (name !== undefined && named.length === 0) return failed(unknownStepSentence(name, steps), 0);
  if (phase !== undefined && phases.length === 0) {
    return { outcome: phase.ifAny ? 'passed' : 'failed', sentence: noScaleOutSentence(phase), samples: 0 };
  }
  const parts = { windows: selectedWindows(record, phases, threshold), steps: named };
  const key = JSON.stringify([phase?.name, threshold.window, name]);
  const found = measured(measure, { ...parts, times: () => mergeTimes(key, parts) });
  const { samples, value } = found;
  if (value === undefined || samples < minimumSamples) {
    return failed(tooFewSentence(threshold, found, minimumSamples), samples);
  }
  const outcome = isKept(threshold, value) ? 'passed' : 'failed';
  return { outcome, sentence: limitSentence(threshold, found), samples };
}

function failed(sentence: string, samples: number): Judgement {
  return { outcome: 'failed', sentence, samples };
}

function isKept({ measure }: Threshold, value: number): boolean {
  if (measure.kind === 'response-time') return value < measure.belowMs;
  return measure.belowPercent === 0 ? value === 0 : value < measure.belowPercent;
}
