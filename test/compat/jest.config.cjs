const { join } = require('node:path');

const usual = require('../../jest.config.js');

/** The tests that run the nodes in n8n's engine, on the engine of an installed n8n; see engineTests.ts. */
module.exports = {
	...usual,
	// The usual one loads the engine past the resolver below.
	testEnvironment: 'node',
	rootDir: join(__dirname, '..', '..'),
	roots: ['test', 'nodes', 'credentials', 'sandbox'].map((folder) => `<rootDir>/${folder}`),
	testMatch: [
		'<rootDir>/test/compat/loadedEngine.ts',
		'<rootDir>/test/{changes,engine,trigger,transport}/**/*.test.ts',
	],
	modulePathIgnorePatterns: [],
	resolver: '<rootDir>/test/compat/engineOfLine.cjs',
};
