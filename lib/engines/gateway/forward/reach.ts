import type { Upstream } from './upstream';

/**
 * Sends each request over the connections that the server's organisation may use: `privateToo` where it may reach private
 * addresses, else `publicOnly`. They share no connection, so none outlives the right it was opened under.
 */
export function createReach(publicOnly: Upstream, privateToo: Upstream): Upstream {
  return {
    send: (request, receiver) =>
      (request.target.transport.mayReachPrivate ? privateToo : publicOnly).send(request, receiver),
    close() {
      publicOnly.close();
      privateToo.close();
    },
  };
}
