import { Box as InkBox, Text } from 'ink';
import Spinner from 'ink-spinner';
import { memo } from 'react';
import type { Pane, PaneRow } from './screens/screen.ts';

/** The panes of a screen, row below row. */
export function PaneRows({ rows }: { readonly rows: readonly PaneRow[] }) {
  return rows.map(({ height, panes }, y) => (
    <InkBox key={panes[0]?.name ?? `empty row ${y}`} height={height} flexShrink={0}>
      {panes.map((pane) => (
        <PaneText key={pane.name} pane={pane} height={height} />
      ))}
    </InkBox>
  ));
}

interface PaneTextProps {
  readonly pane: Pane;
  readonly height: number;
}

/** A box with its spinner, which lies on top of it: a turn of it leaves the texts as they are. */
const PaneText = memo(function PaneText({ pane, height }: PaneTextProps) {
  const { width, spinner, beat } = pane;
  const { top, rest, spinnerColumn } = pane.box();
  return (
    <InkBox flexDirection="column" width={width} height={height} flexShrink={0}>
      <Text wrap="truncate">{top}</Text>
      <Text wrap="truncate">{rest}</Text>
      {spinner && (
        <InkBox position="absolute" marginLeft={spinnerColumn}>
          <Spinner key={beat} type={spinner.type} />
        </InkBox>
      )}
    </InkBox>
  );
}, isSame);

/** A pane that is made of the same is drawn already. */
function isSame(before: PaneTextProps, after: PaneTextProps): boolean {
  const was = Object.entries(before.pane.madeOf);
  const is = new Map(Object.entries(after.pane.madeOf));
  return (
    before.height === after.height &&
    was.length === is.size &&
    was.every(([name, value]) => is.has(name) && Object.is(value, is.get(name)))
  );
}
