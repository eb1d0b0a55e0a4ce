import { ServerResponse } from 'node:http';

// Loaded into the console: of a redirect that it renders and keeps, Next sets the Location and then appends what it has kept.
// Two of them are one address that does not exist to clients that join headers (RFC 9110, section 10.2.2 allows one).
const append = ServerResponse.prototype.appendHeader;
ServerResponse.prototype.appendHeader = function appendHeader(name, value) {
  return name.toLowerCase() === 'location' ? this.setHeader(name, value) : append.call(this, name, value);
};
