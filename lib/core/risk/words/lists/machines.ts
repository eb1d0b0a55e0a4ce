import { pairSet, wordSet } from '@/lib/core/risk/words/sets';

export const makingVerbs = wordSet('clone create provision resize');
export const machineNouns = wordSet('droplet nodepool vm');
export const machinePairs = pairSet(`
  database cluster,db cluster,kubernetes cluster,load balancer,nat gateway,network volume,node pool,
  virtual machine
`);
/** Machines only if the arguments give a size or a region. */
export const hostedNouns = wordSet('cluster endpoint instance machine pod sandbox server volume');
export const sizeWords = wordSet('datacenter gpu gpus region vcpu vcpus');
export const sizePairs = pairSet('disk size,gpu type,instance size,instance type,machine type,node count,node type');
