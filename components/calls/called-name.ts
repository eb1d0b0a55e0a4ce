import type { ShownCall } from '@/lib/domain/call-log/schema';

/** What was asked for: a tool, a method, or a request that was refused before its message was read. */
export function calledName({ tool, method }: Pick<ShownCall, 'tool' | 'method'>): string {
  return tool ?? (method === '(none)' ? 'unread request' : method);
}
