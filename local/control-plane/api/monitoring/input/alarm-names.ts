import { z } from 'zod';
import { list, text } from './values.ts';

export const alarmName = text(1, 255);
export const alarmNames = list(alarmName, 100);
export const alarmTypes = list(z.enum(['CompositeAlarm', 'MetricAlarm']));
export const stateValue = z.enum(['INSUFFICIENT_DATA', 'ALARM', 'OK']);
