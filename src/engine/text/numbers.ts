/** A range of ratios. */
interface Range {
  readonly low: number;
  readonly high: number;
}

/** More than anything that is counted or timed here: its digits would mean nothing. */
const largest = 999_999_999_999;

/** A number with at most so many digits that mean something. */
export function inDigits(value: number, digits: number): string {
  return value > largest ? `>${grouped(largest)}` : String(Number(value.toPrecision(digits)));
}

/** A number with at most so many decimals, and no zeros at their end. */
export function inDecimals(value: number, decimals: number): string {
  return value > largest ? `>${grouped(largest)}` : String(Number(value.toFixed(decimals)));
}

/** A number with its thousands parted: `10,000,000`, `1,234.5`. */
export function grouped(value: number, decimals = 0): string {
  return value.toLocaleString('en', { maximumFractionDigits: decimals });
}

/** `500M`, `12.5k`: at most four digits. */
export function shortNumber(value: number): string {
  const units: readonly (readonly [number, string])[] = [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const unit = units.find(([least]) => value >= least);
  return unit === undefined ? String(value) : `${inDigits(value / unit[0], 4)}${unit[1]}`;
}

/** How many of something there are: `1 core`, `1.5 cores`, `2 processes`. */
export function counted(howMany: number, noun: string): string {
  const shown = inDecimals(howMany, 2);
  if (shown === '1') return `1 ${noun}`;
  return `${shown} ${noun}${/(s|ch|sh|x)$/.test(noun) ? 'es' : 's'}`;
}

/** About thirty years: no run has taken as long, and its digits would mean nothing. */
const longestMs = 1e12;
const tooLong = '>30 years';

/** A time given in ms, in the unit that suits it, with two or three digits that mean something. */
export function wordedMs(ms: number): string {
  if (ms >= longestMs) return tooLong;
  if (ms >= 99.5) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms >= 9.95) return `${ms.toFixed(0)} ms`;
  if (ms >= 0.1) return `${ms.toFixed(1)} ms`;
  return `${(ms * 1_000).toFixed(0)} µs`;
}

/** A time given in ms as a clock shows it: `1.03 s`, to a hundredth; minutes from one hundred seconds on. */
export function secondsText(ms: number): string {
  if (ms >= longestMs) return tooLong;
  const seconds = ms / 1_000;
  if (seconds < 100) return `${seconds.toFixed(2)} s`;
  return `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(2).padStart(5, '0')} s`;
}

/** `166 MB` */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** More than any two runs differ by: its digits would mean nothing. */
const most = 999_999;

function hundredths(ratio: number): string {
  return ratio > most ? `>${grouped(most)}` : ratio.toFixed(2);
}

/** How many times as fast or as long: `1.92×`. */
export function timesText(ratio: number, sign = '×'): string {
  return `${hundredths(ratio)}${sign}`;
}

/** A ratio with its 95 % interval, where there is one: `1.92× 1.85-2.01`; empty without a ratio. */
export function ratioText(ratio: number | undefined, interval: Range | undefined): string {
  if (ratio === undefined) return '';
  return `${timesText(ratio)}${interval === undefined ? '' : ` ${rangeText(interval)}`}`;
}

/** `1.85-2.01` */
export function rangeText({ low, high }: Range): string {
  return `${hundredths(low)}-${hundredths(high)}`;
}

/** A 95 % interval in a sentence: `(95 %: 1.85 to 2.01)`. */
export function intervalText({ low, high }: Range): string {
  return `(95 %: ${hundredths(low)} to ${hundredths(high)})`;
}

/** A part of a whole in whole percent, without the sign: `34`; `<1` for what is there, but rounds to nothing. */
export function wholePercent(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return percent < 0.5 ? '<1' : percent.toFixed(0);
}

/** A share in percent: `34.0 %`, and with one digit more where it is small. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(share < 0.01 && share > 0 ? 2 : 1)} %`;
}

/** A ratio as a change in percent, without the sign of it: `+15.0`; what rounds to nothing has no direction. */
export function changeText(ratio: number): string {
  const percent = (ratio - 1) * 100;
  if (percent > most) return `>+${grouped(most)}`;
  const change = percent.toFixed(1);
  if (Number(change) === 0) return '0.0';
  return change.startsWith('-') ? change : `+${change}`;
}
