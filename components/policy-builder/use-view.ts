import { useCallback, useState } from 'react';
import type { Range } from './locate';
import type { Pane } from './pane-switch';
import type { SideView } from './side-pane';

/** Which pane a narrow screen shows, which view the side has, and the range of policy.json to bring into view. */
export function useView() {
  const [pane, setPane] = useState<Pane>('tools');
  const [view, setView] = useState<SideView>('document');
  const [range, setRange] = useState<Range | null>(null);
  const reveal = useCallback((wanted: Range) => {
    setPane('side');
    setView('document');
    setRange(wanted);
  }, []);
  return { pane, setPane, view, setView, range, reveal };
}
