import { Agent, type Dispatcher } from 'undici';

/**
 * Agent without backpressure on answers: undici throws from a socket event, which ends the process, when a body that is
 * delimited by closing the connection ends while paused. `maxResponseSize` bounds what is buffered instead.
 */
export class UnpausedAgent extends Agent {
  constructor(options: Agent.Options & { maxResponseSize: number }) {
    super(options);
  }

  override dispatch(options: Agent.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return super.dispatch(options, new Proxy(handler, { get: unpaused }));
  }
}

type Method = (...args: unknown[]) => unknown;

/** Legacy handlers, which fetch uses, pause by returning false; new ones ask the controller. */
function unpaused(handler: Dispatcher.DispatchHandler, name: string | symbol): unknown {
  const method: unknown = Reflect.get(handler, name);
  if (typeof method !== 'function') return method;
  const call: Method = method.bind(handler);
  if (name === 'onHeaders' || name === 'onData')
    return (...args: unknown[]) => {
      call(...args);
      return true;
    };
  if (name !== 'onResponseStart' && name !== 'onResponseData') return call;
  return (controller: object, ...args: unknown[]) => call(new Proxy(controller, { get: unpausable }), ...args);
}

function unpausable(controller: object, name: string | symbol): unknown {
  if (name === 'pause') return () => {};
  const value: unknown = Reflect.get(controller, name);
  return typeof value === 'function' ? value.bind(controller) : value;
}
