/** Some 50 ms of computing, the same for every input. */
export function compute(input) {
  let state = input;
  for (let step = 0; step < 52_000_000; step += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state;
}

/** Nothing at all. */
export function empty(input) {
  return input;
}

/** 20 MB. */
export function big(input) {
  return new Uint8Array(20_000_000).fill(input);
}
