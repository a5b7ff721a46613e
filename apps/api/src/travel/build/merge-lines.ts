/**
 * Joins lines that meet end to end into as few long lines as possible. Lines are lists of node indices; a node where more than
 * two ends meet is a junction and joins nothing. Long lines make smaller tiles and give labels room.
 */
export function mergeLines(lines: readonly (readonly number[])[]): number[][] {
  const ends = new Map<number, number[]>();
  lines.forEach((line, i) => {
    for (const node of [line[0]!, line[line.length - 1]!]) {
      const known = ends.get(node);
      if (known) known.push(i);
      else ends.set(node, [i]);
    }
  });
  const used = new Uint8Array(lines.length);
  const merged: number[][] = [];
  lines.forEach((line, i) => {
    if (used[i]) return;
    used[i] = 1;
    const chain = [...line];
    extend(chain);
    chain.reverse();
    extend(chain);
    merged.push(chain);
  });
  return merged;

  function extend(chain: number[]): void {
    for (;;) {
      const end = chain[chain.length - 1]!;
      const meeting = ends.get(end)!;
      const next = meeting.length === 2 ? meeting.find((i) => !used[i]) : undefined;
      if (next === undefined) return;
      used[next] = 1;
      const line = lines[next]!;
      chain.push(...(line[0] === end ? line.slice(1) : line.slice(0, -1).reverse()));
    }
  }
}
