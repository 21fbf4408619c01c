// Loaded into n8n with --require: Pelcro's minute takes RATE_WINDOW_MS for the package, as it does for the sandbox.
const Module = require('node:module');

const load = Module._load;
Module._load = function (request, parent, ...rest) {
	const loaded = load.call(this, request, parent, ...rest);
	const isOurs = request.endsWith('/limits') && parent?.filename.includes('n8n-nodes-pelcro');
	if (isOurs && process.env.RATE_WINDOW_MS) {
		loaded.RATE_WINDOW_MS = Number(process.env.RATE_WINDOW_MS);
	}
	return loaded;
};
