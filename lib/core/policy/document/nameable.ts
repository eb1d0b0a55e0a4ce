import { isGlob } from './names';
import { ToolName } from './schema';

/** Whether a policy can name exactly this tool: a name with a star would be a pattern for others. */
export function isNameable(name: string): boolean {
  return ToolName.safeParse(name).success && !isGlob(name) && name !== '__proto__';
}
