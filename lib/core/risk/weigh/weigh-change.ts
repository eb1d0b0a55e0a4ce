import { accessReason } from '@/lib/core/risk/raise/access';
import { leftOpen } from '@/lib/core/risk/raise/left-open';
import { machinesReason } from '@/lib/core/risk/raise/takes-machines';
import { laterRunNouns } from '@/lib/core/risk/words/lists/running';
import { wordsOf } from '@/lib/core/risk/words/words';
import type { Weighed, Weighing } from './severity';

/** A Write that outlasts the call is High: access, stored code, a destination of data, machines. */
export function weighChange({ tool, parameters, signals }: Weighed): Weighing {
  const access = accessReason(tool.name, parameters, tool.siblings ?? []);
  if (access) return { severity: 'High', because: access };
  const code =
    wordsOf(tool.name).some((word) => laterRunNouns.has(word)) && signals.find(({ kind }) => kind === 'code');
  if (code)
    return { severity: 'High', because: `What “${code.evidence.quote}” holds is run later, without this call.` };
  const open = leftOpen(tool.name, signals);
  if (open) return { severity: 'High', because: open };
  const machines = machinesReason(tool.name, parameters);
  return machines ? { severity: 'High', because: machines } : { severity: 'Medium' };
}
