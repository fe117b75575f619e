/** A random walk, written as an async function though nothing in it waits: some 60 ms of computing. */
export async function simulate(seed: number): Promise<number> {
  let state = seed;
  let place = 0;
  for (let part = 0; part < 10; part += 1) {
    [state, place] = await walk(state, place);
  }
  return place;
}

async function walk(from: number, start: number): Promise<[state: number, place: number]> {
  let [state, place] = [from, start];
  for (let step = 0; step < 1_650_000; step += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    place += state < 0 ? -1 : 1;
  }
  return [state, place];
}

export const inputs = Array.from({ length: 24 }, (_, index) => index + 1);
