const { sep } = require('node:path');

/** What n8n brings along: the engine, and what its parts share between each other. */
const OF_N8N = /^(?:n8n-core|n8n-workflow|reflect-metadata|@n8n\/[^/]+)(?:\/|$)/;

const INSTALLED = `${sep}node_modules${sep}`;

/** Jest's resolver for the engine tests of one line of n8n: what n8n brings along comes from there. */
module.exports = (request, options) => {
	const folder = process.env.N8N_LINE_FOLDER;
	if (!folder) throw new Error('N8N_LINE_FOLDER names no installation of n8n');
	const asked = OF_N8N.test(request) && !`${options.basedir}${sep}`.includes(INSTALLED);
	return options.defaultResolver(request, asked ? { ...options, basedir: folder } : options);
};
