/** The package's version: that of package.json, which `npm version` writes here as well. */
export const PACKAGE_VERSION = '0.1.0';

/** Tells Pelcro's support who calls. */
export const USER_AGENT = `n8n-nodes-pelcro/${PACKAGE_VERSION}`;
