/** Speed of a replay that waits for nothing. */
export const maxSpeed = Number.POSITIVE_INFINITY;

const slowest = 1 / 64;
const fastest = 64;

/** Twice the speed; beyond 64 times that of the runs, as fast as it goes. */
export function faster(speed: number): number {
  return speed >= fastest ? maxSpeed : Math.min(fastest, speed * 2);
}

/** Half the speed, down to 1/64 of that of the runs. */
export function slower(speed: number): number {
  return speed > fastest ? fastest : Math.max(slowest, speed / 2);
}
