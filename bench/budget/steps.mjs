/** So many steps of computing. */
export default function steps(count) {
  let state = count;
  for (let step = 0; step < count; step += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state;
}
