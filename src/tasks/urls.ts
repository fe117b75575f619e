import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** What is no URL may have been meant as one: behind its scheme a name, and from there to the last `@` a password. */
const meantAsPassword = /^([^:]*:[/\\]+[^:]*|[^:]*):.*@/s;
const passwordInText = /\b([a-z][a-z\d+.-]*:[/\\]+[^\s:/\\@]*):\S*@/gi;

/**
 * A URL as it may be shown and kept: with `***` for its password, also where it is no URL, and for
 * a user's name that stands alone, which is often a token.
 */
export function shownUrl(url: string): string {
  const parsed = URL.parse(url);
  // Without a host nothing is read as a password, whatever stands there.
  if (parsed === null || parsed.host === '') return url.replace(meantAsPassword, '$1:***@');
  if (parsed.password !== '') parsed.password = '***';
  else if (parsed.username !== '') parsed.username = '***';
  else return url;
  return parsed.href;
}

/** A text in which URLs may stand, as it may be shown: with `***` for their passwords. */
export function withoutPasswords(text: string): string {
  return text.replaceAll(passwordInText, '$1:***@');
}

/**
 * Paths for the built-in server, which does what a path says: answers after `delay` ms with
 * `status`, or cuts the connection. The same seed gives the same list: delays from a fifth of
 * `longestMs` to all of it, every eighth a 404, every twelfth a 500, and the sixth cut off.
 */
export function seededPaths(howMany: number, longestMs: number, seed: number): string[] {
  const random = xoroshiro128plus(seed);
  return Array.from({ length: howMany }, (_, index) => {
    const delay = uniformInt(random, Math.round(longestMs / 5), longestMs);
    return `/item/${index + 1}?delay=${delay}&${fateOf(index)}`;
  });
}

/** What the built-in server does with so many of these paths that would be a fault of another; undefined for nothing. */
export function purposeText(howMany: number): string | undefined {
  const fates = Array.from({ length: howMany }, (_, index) => fateOf(index));
  const times = (fate: string) => fates.filter((one) => one === fate).length;
  const failing = ['404', '500'].flatMap((status) => {
    const many = times(`status=${status}`);
    return many === 0 ? [] : `${many} with ${status}`;
  });
  const answers = failing.length === 0 ? [] : [`answers ${failing.join(', ')}`];
  const cuts = times('cut=1') === 0 ? [] : [`cuts ${times('cut=1')} off`];
  const does = [...answers, ...cuts];
  return does.length === 0 ? undefined : `the built-in server ${does.join(' and ')}, on purpose`;
}

function fateOf(index: number): string {
  if (index === 5) return 'cut=1';
  if (index % 12 === 11) return 'status=500';
  if (index % 8 === 7) return 'status=404';
  return 'status=200';
}
