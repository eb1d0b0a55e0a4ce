import { ServerResponse } from 'node:http';

// A cached redirect must have one Location (RFC 9110, section 10.2.2). Next sets the header and then appends the cached
// one; clients that join repeated headers follow an address that does not exist.
// Goes when Next answers a cached redirect with one Location.
const append = ServerResponse.prototype.appendHeader;
ServerResponse.prototype.appendHeader = function appendHeader(name, value) {
  return name.toLowerCase() === 'location' ? this.setHeader(name, value) : append.call(this, name, value);
};
