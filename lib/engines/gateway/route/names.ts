import type { NameMap } from '@/lib/engines/gateway/ports';

/** Of a target whose tools have for clients the names that they have. */
export const sameNames: NameMap = { toTarget: (name) => name, toClient: (name) => name };
