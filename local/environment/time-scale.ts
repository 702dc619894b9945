/**
 * How many times as fast metrics, alarms and scaling may run: periods of 20 and of 60 s stay whole milliseconds, and
 * no shorter than the second that metrics are told apart by.
 */
export const timeScales: readonly number[] = [1, 2, 4, 5, 8, 10, 16, 20];
